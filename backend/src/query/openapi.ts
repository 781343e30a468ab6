import { z } from 'zod';
import {
  busiestRowSchema,
  completionRowSchema,
  deploymentRowSchema,
  dropoffRowSchema,
  errorSchema,
  frameSchema,
  hookRowSchema,
  hookStatsRowSchema,
  identitySchema,
  queryResponseSchema,
  sessionDetailRowSchema,
  sessionRowSchema,
  statusSchema,
  stepRowSchema,
  valueRowSchema,
} from './answer-schema.ts';
import { attributeFilterSchema, filtersSchema } from './filter-schema.ts';
import {
  busiestSchema,
  completionSchema,
  deploymentsSchema,
  dropoffSchema,
  exportRequestSchema,
  flowSchema,
  hooksSchema,
  identifyRequestSchema,
  queryRequestSchema,
  sessionSchema,
  sessionsSchema,
  streamRequestSchema,
  traceSchema,
  trafficSchema,
  valuesSchema,
} from './schema.ts';

const SCHEMAS = {
  QueryRequest: queryRequestSchema,
  TrafficQuery: trafficSchema,
  CompletionQuery: completionSchema,
  SessionsQuery: sessionsSchema,
  SessionQuery: sessionSchema,
  TraceQuery: traceSchema,
  FlowQuery: flowSchema,
  DropoffQuery: dropoffSchema,
  HooksQuery: hooksSchema,
  ValuesQuery: valuesSchema,
  BusiestQuery: busiestSchema,
  DeploymentsQuery: deploymentsSchema,
  AttributeFilter: attributeFilterSchema,
  Filters: filtersSchema,
  QueryResponse: queryResponseSchema,
  Frame: frameSchema,
  SessionRow: sessionRowSchema,
  SessionDetailRow: sessionDetailRowSchema,
  StepRow: stepRowSchema,
  HookRow: hookRowSchema,
  CompletionRow: completionRowSchema,
  DropoffRow: dropoffRowSchema,
  HookStatsRow: hookStatsRowSchema,
  ValueRow: valueRowSchema,
  BusiestRow: busiestRowSchema,
  DeploymentRow: deploymentRowSchema,
  ExportRequest: exportRequestSchema,
  StreamRequest: streamRequestSchema,
  IdentifyRequest: identifyRequestSchema,
  Identity: identitySchema,
  StoreStatus: statusSchema,
  ErrorAnswer: errorSchema,
} as const;

type SchemaName = keyof typeof SCHEMAS;

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: SchemaName) => ({ 'application/json': { schema: ref(name) } });
const answers = (name: SchemaName) => ({
  200: { description: 'The answer', content: json(name) },
  401: { description: 'HOPSCOPE_TOKEN is set, and the request does not carry it' },
  500: { description: 'The store could not answer', content: json('ErrorAnswer') },
});
const withBody = (request: SchemaName, answer: SchemaName) => ({
  requestBody: { required: true, content: json(request) },
  responses: {
    ...answers(answer),
    400: { description: 'The body is not as the schema says', content: json('ErrorAnswer') },
    413: { description: 'The body is too large', content: json('ErrorAnswer') },
    429: { description: 'Too many phone numbers are looked for', content: json('ErrorAnswer') },
  },
});

/** Any JSON. */
export type Json = { readonly [name: string]: unknown };

/** The API as an OpenAPI 3.1 document, made from the schemas that check requests. */
export function openApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hopscope',
      version: '1',
      description: 'Questions about USSD sessions, answered as Grafana data frames.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{}, { token: [] }],
    paths: {
      '/query': {
        post: {
          operationId: 'query',
          summary: 'Answers queries',
          ...withBody('QueryRequest', 'QueryResponse'),
        },
      },
      '/export': {
        post: {
          operationId: 'exportSessions',
          summary: 'Sends all sessions that a filter matches as CSV',
          requestBody: { required: true, content: json('ExportRequest') },
          responses: {
            200: {
              description: 'A line a session; breaks off where the store fails',
              content: { 'text/csv': { schema: { type: 'string' } } },
            },
            400: {
              description: 'The body is not as the schema says',
              content: json('ErrorAnswer'),
            },
            429: {
              description: 'Too many phone numbers are looked for',
              content: json('ErrorAnswer'),
            },
          },
        },
      },
      '/stream': {
        get: {
          operationId: 'stream',
          summary: 'Pushes sessions as they begin, go on and end, as server-sent events',
          parameters: ['filters', 'columns'].map((name) => ({
            name,
            in: 'query',
            content: {
              'application/json': {
                schema: { $ref: `#/components/schemas/StreamRequest/properties/${name}` },
              },
            },
          })),
          responses: {
            200: {
              description: 'Events `sessions` with a frame of rows, new ones and changed ones',
              content: { 'text/event-stream': { schema: { type: 'string' } } },
            },
            400: {
              description: 'A parameter is not as the schema says',
              content: json('ErrorAnswer'),
            },
            503: { description: 'Too many watch already', content: json('ErrorAnswer') },
          },
        },
      },
      '/identify': {
        post: {
          operationId: 'identify',
          summary: 'Tells what a text typed into the search stands for',
          ...withBody('IdentifyRequest', 'Identity'),
        },
      },
      '/status': {
        get: {
          operationId: 'status',
          summary: 'Tells what is in the store',
          responses: answers('StoreStatus'),
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: componentSchemas(),
    },
  };
}

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, id: ___, ...rest } = schema as Json;
      return [id, rest];
    }),
  );
}
