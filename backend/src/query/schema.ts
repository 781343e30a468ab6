import { z } from 'zod';
import { filtersSchema, text } from './filter-schema.ts';
import { NUMBERS_IN_REQUEST_MAX } from './number-lookups.ts';

// 1970 to the year 9999.
const EPOCH_MS_MAX = 253_402_300_799_999;

/** A moment: ISO 8601 text with an offset, or epoch milliseconds. */
const moment = z.union(
  [z.number().int().min(0).max(EPOCH_MS_MAX), z.iso.datetime({ offset: true })],
  'expected an ISO 8601 time with an offset, such as 2026-11-21T10:00:00Z, or epoch milliseconds',
);

const timeZone = z
  .string()
  .max(64)
  .refine(
    (name) => zoneOf(name) !== undefined,
    'expected an IANA time zone, such as Africa/Nairobi',
  )
  // Browsers take `utc` and `africa/nairobi`, the database only a name as it is spelled.
  .overwrite((name) => zoneOf(name) ?? name)
  .describe('IANA name; days begin at its midnight. Default UTC.');

const refId = z.string().min(1).max(64).describe('Names this query in `results`.');
const filters = filtersSchema.default({});

export const DIMENSIONS = ['network', 'provider', 'serviceCode', 'version'] as const;

const intervalMs = z
  .number()
  .int()
  .min(1_000)
  .optional()
  .describe('Width of a bucket; from a day up, whole days. Chosen from the range when absent.');
const zone = timeZone.default('UTC');

// What a panel or a variable draws at once; the rest would be noise.
const limitOf = (usual: number, max: number) => z.number().int().min(1).max(max).default(usual);

export const trafficSchema = z.strictObject({
  refId,
  queryType: z.literal('traffic'),
  intervalMs,
  timeZone: zone,
  stackBy: z.enum(['outcome', 'completed', 'network']).default('completed'),
  form: z
    .enum(['time', 'alert'])
    .default('time')
    .describe('alert: no time, one row a value, as alert rules and bar gauges take it.'),
  filters,
});

export const COMPLETION_MEASURES = [
  'rate',
  'completed',
  'closed',
  'low',
  'high',
  'inProgress',
] as const;

export const completionSchema = z.strictObject({
  refId,
  queryType: z.literal('completion'),
  by: z.enum(DIMENSIONS).optional(),
  form: z
    .enum(['table', 'time', 'alert'])
    .default('table')
    .describe(
      'table: all numbers. time: one measure over time. alert: one measure without time (`numeric-long`); values without a closed session are left out of a rate.',
    ),
  measure: z.enum(COMPLETION_MEASURES).default('rate').describe('For time and alert.'),
  intervalMs,
  timeZone: zone,
  filters,
});

export const flowSchema = z.strictObject({
  refId,
  queryType: z.literal('flow'),
  limit: limitOf(100, 1_500).describe('Screens, most reached first.'),
  filters,
});

export const dropoffSchema = z.strictObject({
  refId,
  queryType: z.literal('dropoff'),
  limit: limitOf(100, 1_500).describe('Screens, most sessions lost first.'),
  filters,
});

export const HOOK_MEASURES = ['calls', 'errors', 'errorShare', 'p50', 'p95', 'p99'] as const;

export const hooksSchema = z.strictObject({
  refId,
  queryType: z.literal('hooks'),
  form: z
    .enum(['table', 'time', 'alert'])
    .default('table')
    .describe(
      'table: a row a hook. time: one measure over time, a series a hook. alert: one measure, a row a hook.',
    ),
  measure: z.enum(HOOK_MEASURES).default('errorShare').describe('For time and alert.'),
  name: z.array(text).max(200).optional().describe('Only these hooks.'),
  limit: limitOf(50, 500).describe('Hooks, most calls first.'),
  intervalMs,
  timeZone: zone,
  filters,
});

export const VALUE_FIELDS = [
  'network',
  'provider',
  'serviceCode',
  'version',
  'kind',
  'outcome',
  'step',
  'hook',
  'flow',
  'environment',
  'country',
  'service',
  'attributeKey',
] as const;

export const valuesSchema = z
  .strictObject({
    refId,
    queryType: z.literal('values'),
    field: z
      .enum(VALUE_FIELDS)
      .optional()
      .describe('attributeKey: the keys that ad-hoc filters and columns know.'),
    attribute: text.min(1).optional().describe('The values of this attribute instead of a field.'),
    prefix: text.default('').describe('What the values begin with, in upper or lower case.'),
    limit: limitOf(100, 1_000),
    filters,
  })
  .refine(
    (query) => (query.field === undefined) !== (query.attribute === undefined),
    'expected either field or attribute',
  );

export const busiestSchema = z.strictObject({
  refId,
  queryType: z.literal('busiest'),
  by: z
    .enum(['day', 'weekday', 'hour'])
    .default('hour')
    .describe('Days of the calendar, days of the week, or hours of the day, in the time zone.'),
  timeZone: zone,
  limit: limitOf(31, 400).describe('For days: the busiest so many.'),
  filters,
});

export const deploymentsSchema = z.strictObject({
  refId,
  queryType: z.literal('deployments'),
  limit: limitOf(100, 1_000).describe('Newest first.'),
  filters,
});

export const SESSIONS_LIMIT_MAX = 500;

const columns = z
  .array(text.min(1))
  .max(50)
  .default([])
  .describe('Attributes as further fields, such as attr:app.language; of several values all.');

export const sessionsSchema = z.strictObject({
  refId,
  queryType: z.literal('sessions'),
  limit: z.number().int().min(1).max(SESSIONS_LIMIT_MAX).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}-[0-9a-f]{32}$/, 'expected the nextCursor of an earlier answer')
    .optional()
    .describe('`meta.custom.nextCursor` of the page before.'),
  columns,
  filters,
});

const oneSession = {
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hex digits')
    .optional()
    .describe(
      'Where no trace has it, the session with this id answers: some gateways make such ids.',
    ),
  sessionId: text.optional().describe('Of several sessions with this id, the newest answers.'),
};
const namesOne = (query: { traceId?: string | undefined; sessionId?: string | undefined }) =>
  (query.traceId === undefined) !== (query.sessionId === undefined);
const NAMES_ONE = 'expected either traceId or sessionId';

export const sessionSchema = z
  .strictObject({ refId, queryType: z.literal('session'), ...oneSession })
  .refine(namesOne, NAMES_ONE);

export const traceSchema = z
  .strictObject({ refId, queryType: z.literal('trace'), ...oneSession })
  .refine(namesOne, NAMES_ONE);

export const querySchema = z.discriminatedUnion('queryType', [
  trafficSchema,
  completionSchema,
  sessionsSchema,
  sessionSchema,
  traceSchema,
  flowSchema,
  dropoffSchema,
  hooksSchema,
  valuesSchema,
  busiestSchema,
  deploymentsSchema,
]);

const range = {
  from: moment.describe('Inclusive; sessions belong where they start.'),
  to: moment.describe('Exclusive.'),
};

export const exportRequestSchema = z
  .strictObject({
    ...range,
    columns,
    filters,
    endMark: z
      .boolean()
      .default(false)
      .describe(
        'Ends the file with a line `end,<sessions>`, for whoever reads it through something that hides a broken connection.',
      ),
  })
  .refine((request) => toEpochMs(request.from) <= toEpochMs(request.to), {
    path: ['from'],
    message: 'expected a time before `to`',
  });

export const streamRequestSchema = z.strictObject({
  columns,
  // A number never stands in a URL.
  filters: filtersSchema.omit({ msisdn: true }).default({}),
});

export const queryRequestSchema = z
  .strictObject({
    ...range,
    // Grafana tells a width of its own for every panel, and by the pixel: a few milliseconds at times.
    intervalMs: z
      .number()
      .min(0)
      .optional()
      .describe('Width of a bucket for queries that name none, such as $__interval of Grafana.'),
    queries: z.array(querySchema).min(1).max(50),
  })
  .refine((request) => toEpochMs(request.from) <= toEpochMs(request.to), {
    path: ['from'],
    message: 'expected a time before `to`',
  })
  .refine(
    (request) =>
      new Set(request.queries.map((query) => query.refId)).size === request.queries.length,
    {
      path: ['queries'],
      message: 'expected a different refId for each query',
    },
  )
  .refine((request) => new Set(numbersOf(request.queries)).size <= NUMBERS_IN_REQUEST_MAX, {
    path: ['queries'],
    message: `expected no more than ${NUMBERS_IN_REQUEST_MAX} different numbers in filters.msisdn`,
  });

export const identifyRequestSchema = z.strictObject({ text: text.min(1) });

export type ExportRequest = z.output<typeof exportRequestSchema>;
export type StreamRequest = z.output<typeof streamRequestSchema>;
export type QueryRequest = z.output<typeof queryRequestSchema>;
export type TrafficQuery = z.output<typeof trafficSchema>;
export type CompletionQuery = z.output<typeof completionSchema>;
export type SessionsQuery = z.output<typeof sessionsSchema>;
export type SessionQuery = z.output<typeof sessionSchema>;
export type TraceQuery = z.output<typeof traceSchema>;
export type FlowQuery = z.output<typeof flowSchema>;
export type DropoffQuery = z.output<typeof dropoffSchema>;
export type HooksQuery = z.output<typeof hooksSchema>;
export type ValuesQuery = z.output<typeof valuesSchema>;
export type BusiestQuery = z.output<typeof busiestSchema>;
export type DeploymentsQuery = z.output<typeof deploymentsSchema>;

/** The phone numbers that queries look for. */
export function numbersOf(queries: readonly z.output<typeof querySchema>[]): string[] {
  return queries.flatMap((query) => ('filters' in query ? (query.filters.msisdn ?? []) : []));
}

/** Unix milliseconds of a moment as the schema takes it. */
export function toEpochMs(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}

/** A time zone as it is spelled; `undefined` when there is none of that name. */
function zoneOf(name: string): string | undefined {
  // Offsets such as +03:00 are taken by Intl but not by the database.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
