import type { Column } from './frame.ts';
import { maskMsisdn } from './mask-msisdn.ts';
import type { SpanOfSession } from './span-of-session.ts';

/** A session as `SESSION_SELECT` reads it; 64-bit integers come as text. */
export interface SessionRow {
  readonly traceId: string;
  readonly startedAt: string;
  readonly lastUpdateAt: string;
  readonly sessionId: string;
  readonly provider: string;
  readonly network: string;
  readonly mcc: string;
  readonly mnc: string;
  readonly country: string;
  readonly serviceCode: string;
  readonly userId: string;
  readonly userHash: string;
  readonly outcome: string;
  readonly outcomeSource: string;
  readonly endedBy: string;
  readonly evidence: string;
  readonly version: string;
  readonly hopCount: number;
  readonly stepCount: number;
  readonly hookCount: number;
  readonly hookErrors: number;
  readonly lastStep: string;
  readonly kind: string;
  readonly capture: string;
  readonly reportStatus: string;
  readonly reportCost: string;
  readonly serviceName: string;
  readonly environment: string;
}

/** What both the list and the single session select, over sessions with outcomes. */
export const SESSION_SELECT = `
  trace_id AS traceId,
  toUnixTimestamp64Milli(started_at) AS startedAt,
  toUnixTimestamp64Milli(last_update_at) AS lastUpdateAt,
  session_id AS sessionId,
  provider, network, mcc, mnc, country,
  service_code AS serviceCode,
  user_id AS userId,
  user_hash AS userHash,
  outcome,
  outcome_source AS outcomeSource,
  ended_by AS endedBy,
  evidence,
  service_version AS version,
  hop_count AS hopCount,
  step_count AS stepCount,
  hook_count AS hookCount,
  hook_errors AS hookErrors,
  last_step AS lastStep,
  kind, capture,
  report_status AS reportStatus,
  report_cost AS reportCost,
  service_name AS serviceName,
  environment`;

type TextColumn = {
  [Name in keyof SessionRow]: SessionRow[Name] extends string ? Name : never;
}[keyof SessionRow];
type NumberColumn = Exclude<keyof SessionRow, TextColumn>;

const text = (name: TextColumn): Column<SessionRow> => ({
  name,
  type: 'string',
  value: (row) => row[name],
});
const number = (name: NumberColumn): Column<SessionRow> => ({
  name,
  type: 'number',
  value: (row) => row[name],
});

/** The fields of the `sessions` frame. */
export const SESSION_COLUMNS: readonly Column<SessionRow>[] = [
  text('traceId'),
  { name: 'startedAt', type: 'time', value: (row) => Number(row.startedAt) },
  text('sessionId'),
  text('provider'),
  text('network'),
  text('mcc'),
  text('mnc'),
  text('country'),
  text('serviceCode'),
  // Whoever may see the number itself is for a role to say; this is never it.
  { name: 'msisdn', type: 'string', value: (row) => maskMsisdn(row.userId) },
  text('userHash'),
  {
    name: 'timeSpentMs',
    type: 'number',
    value: (row) => Number(row.lastUpdateAt) - Number(row.startedAt),
  },
  text('outcome'),
  text('outcomeSource'),
  text('endedBy'),
  text('evidence'),
  { name: 'completed', type: 'boolean', value: (row) => row.outcome === 'completed' },
  text('version'),
  number('hopCount'),
  number('stepCount'),
  number('hookCount'),
  number('hookErrors'),
  text('lastStep'),
  text('kind'),
  text('capture'),
];

/** The session of the `session` query, with what its first hop dialled. */
export interface SessionDetailRow extends SessionRow {
  readonly goalMissed: boolean;
  readonly flow: string;
  /** Names of the goals that the app marked, in their order. */
  readonly goals: readonly string[];
  readonly dialled: SpanOfSession | undefined;
}

/** What the single session selects beside `SESSION_SELECT`. */
export const SESSION_DETAIL_SELECT = `
  -- Rejected by nobody's word: only the goals say so (OUTCOME_COLUMNS).
  toBool(has_goals AND outcome = 'rejected' AND report_outcome = '' AND app_outcome != 'rejected')
    AS goalMissed,
  flow`;

const detailText = (name: string, value: (row: SessionDetailRow) => string) =>
  ({ name, type: 'string', value }) satisfies Column<SessionDetailRow>;

/** The fields of the `session` frame. */
export const SESSION_DETAIL_COLUMNS: readonly Column<SessionDetailRow>[] = [
  ...SESSION_COLUMNS,
  { name: 'lastUpdateAt', type: 'time', value: (row) => Number(row.lastUpdateAt) },
  text('reportStatus'),
  text('reportCost'),
  text('serviceName'),
  text('environment'),
  { name: 'goalMissed', type: 'boolean', value: (row) => row.goalMissed },
  detailText('flow', (row) => row.flow),
  detailText('goals', (row) => row.goals.join(', ')),
  detailText('dialledInput', (row) => row.dialled?.inputText ?? ''),
  detailText('dialledInputType', (row) => row.dialled?.inputType ?? ''),
  { name: 'dialledInputLength', type: 'number', value: (row) => row.dialled?.inputLength ?? 0 },
];
