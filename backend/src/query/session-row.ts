import { type Ending, endingOf } from '../derive/ending.ts';
import type { OutcomeRules } from '../derive/outcome.ts';
import { type SessionFacts, sessionFactsOf } from '../derive/session-facts.ts';
import type { Column } from './frame.ts';
import { maskMsisdn } from './mask-msisdn.ts';
import { createOwnNumberMask } from './mask-own-number.ts';
import type { SpanOfSession } from './span-of-session.ts';

/** A session as it is shown. */
export interface SessionRow extends Omit<Ending, 'goalMissed'> {
  readonly traceId: string;
  readonly startedAt: number;
  readonly lastUpdateAt: number;
  readonly sessionId: string;
  readonly provider: string;
  readonly network: string;
  readonly mcc: string;
  readonly mnc: string;
  readonly country: string;
  readonly serviceCode: string;
  readonly userId: string;
  readonly userHash: string;
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

/** What both the list and the single session select, over sessions. */
export const SESSION_SELECT =
  'trace_id AS traceId, session_id AS sessionId, user_id AS userId, user_hash AS userHash, as_json AS json';

/** A row of `SESSION_SELECT`: the facts, and the ids, which would take as much room again in them. */
export interface StoredSession
  extends Pick<SessionRow, 'traceId' | 'sessionId' | 'userId' | 'userHash'> {
  readonly json: string;
}

/** A session as it was read, with how it ended. */
export type ReadSession = SessionFacts & SessionRow & Ending;

/** A row as it can be shown at that moment. */
export function readSessionOf(row: StoredSession, rules: OutcomeRules, nowMs: number): ReadSession {
  const { traceId, sessionId, userId, userHash, json } = row;
  const facts = sessionFactsOf(json);
  return { traceId, sessionId, userId, userHash, ...facts, ...endingOf(facts, rules, nowMs) };
}

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
  { name: 'startedAt', type: 'time', value: (row) => row.startedAt },
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
    value: (row) => row.lastUpdateAt - row.startedAt,
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
  // An app may name a screen by what it shows.
  {
    name: 'lastStep',
    type: 'string',
    value: (row) => createOwnNumberMask(row.userId)(row.lastStep),
  },
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

const detailText = (name: string, value: (row: SessionDetailRow) => string) =>
  ({ name, type: 'string', value }) satisfies Column<SessionDetailRow>;

/** The fields of the `session` frame. */
export const SESSION_DETAIL_COLUMNS: readonly Column<SessionDetailRow>[] = [
  ...SESSION_COLUMNS,
  { name: 'lastUpdateAt', type: 'time', value: (row) => row.lastUpdateAt },
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
