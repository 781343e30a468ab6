import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import { z } from 'zod';

const text = z.string();
const count = z.number();
const ms = z.number().describe('Milliseconds.');
const epochMs = z.number().describe('Unix milliseconds.');

const tagSchema = z.strictObject({
  key: text,
  value: z.union([z.string(), z.number(), z.boolean()]),
});

export const frameSchema = z
  .strictObject({
    schema: z.strictObject({
      name: text,
      refId: text,
      meta: z
        .strictObject({
          preferredVisualisationType: z.enum(['trace', 'nodeGraph', 'table']).optional(),
          type: z.enum(['numeric-long', 'timeseries-wide']).optional(),
          typeVersion: z.array(z.number()).optional(),
          custom: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
      fields: z.array(
        z.strictObject({
          name: text,
          type: z.enum(['time', 'number', 'string', 'boolean', 'other']),
          typeInfo: z.strictObject({
            frame: z.enum(['time.Time', 'float64', 'string', 'bool', 'json.RawMessage']),
            nullable: z.boolean(),
          }),
          labels: z.record(z.string(), z.string()).optional(),
          config: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
    data: z.strictObject({
      values: z
        .array(
          z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(tagSchema)])),
        )
        .describe('One array per field; times in unix milliseconds.'),
    }),
  })
  .describe("Grafana's JSON data frame.");

export const errorSchema = z
  .strictObject({
    error: text,
    field: text.optional().describe('What of the request is wrong, such as queries[0].timeZone.'),
  })
  .describe('Why a request was not answered; never repeats what was sent.');

export const queryResponseSchema = z.strictObject({
  results: z
    .record(
      z.string(),
      z.union([
        z.strictObject({ status: z.literal(200), frames: z.array(frameSchema) }),
        z.strictObject({ status: z.number().int(), error: text, field: text.optional() }),
      ]),
    )
    .describe('By refId. One that failed does not touch the others.'),
});

export const identitySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('subscriber'), userHashes: z.array(text) }),
    z.strictObject({ kind: z.literal('session'), sessionId: text }),
    z.strictObject({ kind: z.literal('unknown'), why: text }),
  ])
  .describe('What a text typed into the search stands for.');

export const statusSchema = z.strictObject({
  version: text,
  sessions: count,
  sessionsNotLive: count.describe(
    'Those of probes and simulators, which rates and lists leave out.',
  ),
  lastSpanAt: epochMs
    .nullable()
    .describe('When the newest span was received, unix ms; null in an empty store.'),
  msisdnSearch: z.boolean().describe('HOPSCOPE_USER_HASH_KEY is set.'),
  capture: z.array(text).describe("The capture levels of the last month's sessions."),
});

export const sessionRowSchema = z
  .strictObject({
    traceId: text,
    startedAt: epochMs.describe('Arrival of the first hop, unix ms.'),
    sessionId: text.describe("The provider's id."),
    provider: text,
    network: text.describe("Carrier brand; '' where it is not known."),
    mcc: text,
    mnc: text,
    country: text.describe('ISO 3166-1 alpha-2.'),
    serviceCode: text,
    msisdn: text.describe("Masked, `+254 7•• ••• 111`; '' unless captured at full."),
    userHash: text,
    timeSpentMs: ms.describe('Start to last update, milliseconds.'),
    outcome: z.enum(OUTCOMES),
    outcomeSource: text.describe("app, goal, provider or inferred; '' while in progress."),
    endedBy: text.describe("user, app, hook, provider, network, timer or unknown; '' while open."),
    evidence: text.describe("callback, provider_report or timer; '' while open."),
    completed: z.boolean(),
    version: text.describe('Deployment version of the first hop.'),
    hopCount: count.describe('Requests of the gateway.'),
    stepCount: count.describe('Screens.'),
    hookCount: count,
    hookErrors: count,
    lastStep: text.describe('The screen shown last.'),
    kind: text.describe('live, simulator or probe.'),
    capture: text.describe('minimal, standard or full.'),
  })
  .describe('A row of the `sessions` frame.');

export const sessionDetailRowSchema = z
  .strictObject({
    ...sessionRowSchema.shape,
    lastUpdateAt: epochMs,
    reportStatus: text.describe("The provider's own word for the end."),
    reportCost: text.describe('As the provider writes it, such as KES 0.10.'),
    serviceName: text,
    environment: text,
    goalMissed: z
      .boolean()
      .describe('Rejected only because goals are set for the code and none was reached.'),
    flow: text.describe("The app's flow that the session was in last; '' when it says none."),
    goals: text.describe('Names of the goals that the app marked, with a comma between them.'),
    dialledInput: text.describe(
      "What was dialled behind the code: `1*2` of *384*1*2#, or only its last part where the gateway does not mark a session's start; '' where nothing was or it is not captured.",
    ),
    dialledInputType: text.describe("option, number or text; '' when nothing was dialled."),
    dialledInputLength: count,
  })
  .describe(
    "The row of the `session` frame. In all texts of this answer the subscriber's number is masked.",
  );

export const stepRowSchema = z
  .strictObject({
    index: count,
    stepId: text,
    nameSource: text.describe('app, framework, route or screen.'),
    screen: text,
    screenLength: count,
    shownAt: epochMs,
    timeToReachMs: ms.describe('Session start to screen sent, milliseconds.'),
    appTimeMs: ms.describe('Request to answer, milliseconds.'),
    thinkTimeMs: ms.nullable().describe('Answer to next request, milliseconds; null on the last.'),
    input: text.describe('What was typed on this screen.'),
    inputType: text.describe("none, option, number, text or secret; '' on the last screen."),
    inputLength: count,
    inputSource: text.describe('user or hook.'),
    action: text.describe('What that input did: next, retry, back, skip or end.'),
    actionSource: text.describe('user, hook or app.'),
    actionMessage: text,
    responseType: text.describe('continue, end or invalid.'),
    hookError: z.boolean(),
    errorType: text,
    version: text,
    capture: text,
  })
  .describe('A row of the `steps` frame: a screen, and what the subscriber did on it.');

export const hookRowSchema = z
  .strictObject({
    stepIndex: count,
    name: text,
    method: text,
    url: text,
    serverAddress: text.describe(
      "The call's host, with its port unless that is 80 or 443; '' when it is not known: a url may be a path template.",
    ),
    status: count.describe('0 when there was no answer.'),
    durationMs: ms,
    startedAt: epochMs,
    requestBody: text,
    responseBody: text,
    errorType: text,
  })
  .describe('A row of the `hooks` frame: a call of the app while it prepared the screen.');

export const completionRowSchema = z
  .strictObject({
    dimension: text.optional().describe('The value of the dimension, when asked by one.'),
    rate: z.number().nullable().describe('0 to 1; null when nothing has closed.'),
    completed: count,
    closed: count.describe('n.'),
    low: z.number().nullable().describe('Lower end of the 95 % Wilson interval.'),
    high: z.number().nullable().describe('Upper end of the 95 % Wilson interval.'),
    inProgress: count,
  })
  .describe('A row of the `completion` frame.');

export const dropoffRowSchema = z
  .strictObject({
    step: text.describe("A screen's name; '(unnamed)', or '(no screen)' of a report alone."),
    reach: count.describe('Closed sessions that were shown it.'),
    loss: count.describe('Not completed, and this was the last screen.'),
    dropOff: z.number().nullable().describe('loss ÷ reach.'),
    lossShare: z.number().nullable().describe('loss ÷ closed; all of them sum to 1 − completion.'),
    mostly: text.describe('The most frequent outcome of the lost.'),
    completedHere: count,
    inProgress: count.describe('Sessions that stand here now.'),
    timeToReachMs: ms.nullable().describe('Median, session start to screen sent, to 1 %.'),
    timeToReachP95Ms: ms.nullable(),
  })
  .describe('A row of the `dropoff` frame.');

export const hookStatsRowSchema = z
  .strictObject({
    name: text,
    calls: count,
    errors: count.describe('Status 400 or above, a time-out or no connection.'),
    errorShare: z.number().nullable(),
    p50Ms: ms.nullable().describe('To 1 %.'),
    p95Ms: ms.nullable(),
    p99Ms: ms.nullable(),
  })
  .describe('A row of the `hooks` frame of the `hooks` query.');

export const valueRowSchema = z
  .strictObject({
    value: text,
    sessions: count.nullable().describe('Sessions that have it; null where not counted.'),
  })
  .describe('A row of the `values` frame.');

export const deploymentRowSchema = z
  .strictObject({ time: epochMs, title: text, text, tags: text.describe('With commas between.') })
  .describe('A row of the `deployments` frame: the first session of a version.');

export const busiestRowSchema = z
  .strictObject({
    day: text.optional().describe('2026-11-21'),
    weekday: text.optional().describe('Monday'),
    hour: text.optional().describe('08:00'),
    sessions: count,
    ...completionRowSchema.omit({ dimension: true }).shape,
  })
  .describe('A row of the `busiest` frame.');
