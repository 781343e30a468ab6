import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import { z } from 'zod';

const TEXT_MAX = 200;
const LIST_MAX = 200;
const text = z.string().max(TEXT_MAX);
const texts = z.array(text).max(LIST_MAX);

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
  .refine(isTimeZone, 'expected an IANA time zone, such as Africa/Nairobi')
  .describe('IANA name; days begin at its midnight. Default UTC.');

export const filtersSchema = z
  .strictObject({
    userHash: texts.describe('Subscribers, as `<key id>.<hash>`.'),
    msisdn: text.describe('A phone number in international form; needs HOPSCOPE_USER_HASH_KEY.'),
    sessionId: text.describe("The provider's id."),
    network: texts.describe("Carrier brands; '' where it is not known."),
    provider: texts,
    serviceCode: texts,
    outcome: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length),
    version: texts.describe('Deployment versions, of the first hop.'),
    hookError: z.boolean().describe('Sessions with a failed hook, or without one.'),
    kind: texts.describe('live, simulator, probe. Default: live.'),
  })
  .partial()
  .describe('All of them together; a list means any of its values.');

const refId = z.string().min(1).max(64).describe('Names this query in `results`.');
const filters = filtersSchema.default({});

export const DIMENSIONS = ['network', 'provider', 'serviceCode', 'version'] as const;

export const trafficSchema = z.strictObject({
  refId,
  queryType: z.literal('traffic'),
  intervalMs: z
    .number()
    .int()
    .min(1_000)
    .optional()
    .describe('Width of a bucket; from a day up, whole days. Chosen from the range when absent.'),
  timeZone: timeZone.default('UTC'),
  stackBy: z.enum(['outcome', 'completed', 'network']).default('completed'),
  filters,
});

export const completionSchema = z.strictObject({
  refId,
  queryType: z.literal('completion'),
  by: z.enum(DIMENSIONS).optional(),
  filters,
});

export const SESSIONS_LIMIT_MAX = 500;

export const sessionsSchema = z.strictObject({
  refId,
  queryType: z.literal('sessions'),
  limit: z.number().int().min(1).max(SESSIONS_LIMIT_MAX).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}-[0-9a-f]{32}$/, 'expected the nextCursor of an earlier answer')
    .optional()
    .describe('`meta.custom.nextCursor` of the page before.'),
  filters,
});

export const sessionSchema = z
  .strictObject({
    refId,
    queryType: z.literal('session'),
    traceId: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hex digits')
      .optional(),
    sessionId: text.optional().describe('Of several sessions with this id, the newest answers.'),
  })
  .refine(
    (query) => (query.traceId === undefined) !== (query.sessionId === undefined),
    'expected either traceId or sessionId',
  );

export const querySchema = z.discriminatedUnion('queryType', [
  trafficSchema,
  completionSchema,
  sessionsSchema,
  sessionSchema,
]);

export const queryRequestSchema = z
  .strictObject({
    from: moment.describe('Inclusive; sessions belong where they start.'),
    to: moment.describe('Exclusive.'),
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
  );

export const identifyRequestSchema = z.strictObject({ text: z.string().min(1).max(TEXT_MAX) });

export type QueryRequest = z.output<typeof queryRequestSchema>;
export type Filters = z.output<typeof filtersSchema>;
export type TrafficQuery = z.output<typeof trafficSchema>;
export type CompletionQuery = z.output<typeof completionSchema>;
export type SessionsQuery = z.output<typeof sessionsSchema>;
export type SessionQuery = z.output<typeof sessionSchema>;

/** Unix milliseconds of a moment as the schema takes it. */
export function toEpochMs(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +03:00 are taken by Intl but not by the database.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
