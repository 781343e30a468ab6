import { SPAN_COLUMNS } from '../decode/span-row.ts';

/**
 * Where the values of a key stand. Texts are ours, except that `pairs` needs the key as a parameter.
 *
 * The subscriber's number can stand in all values of `many` and `pairs`, and where `isWritten`: the
 * rest are words of ours, brands, ids and counts.
 */
export type AttributeTarget =
  /** One value a session: an expression over `sessions` with outcomes. */
  | { readonly kind: 'one'; readonly sql: string; readonly isWritten: boolean }
  /** An array of values a session. */
  | { readonly kind: 'many'; readonly sql: string }
  /** A column of `spans` that no column of `sessions` repeats. */
  | {
      readonly kind: 'span';
      readonly column: string;
      readonly isWritten: boolean;
      readonly isFreeText: boolean;
    }
  /** Whatever has no column: in `attribute_keys` and `attribute_values`. */
  | { readonly kind: 'pairs' };

const one = (sql: string): AttributeTarget => ({ kind: 'one', sql, isWritten: false });
const written = (sql: string): AttributeTarget => ({ kind: 'one', sql, isWritten: true });
const many = (sql: string): AttributeTarget => ({ kind: 'many', sql });

/** The fields of a session's row, by the names that answers use. */
const FIELDS: Readonly<Record<string, AttributeTarget>> = {
  traceId: one('toString(trace_id)'),
  sessionId: one('session_id'),
  userHash: one('user_hash'),
  network: one('network'),
  mcc: one('mcc'),
  mnc: one('mnc'),
  country: one('country'),
  provider: one('provider'),
  serviceCode: written('service_code'),
  version: one('service_version'),
  service: one('service_name'),
  serviceName: one('service_name'),
  environment: one('environment'),
  kind: one('kind'),
  capture: one('capture'),
  flow: written('flow'),
  outcome: one('outcome'),
  outcomeSource: one('outcome_source'),
  endedBy: one('ended_by'),
  evidence: one('evidence'),
  lastStep: written('last_step'),
  reportStatus: one('report_status'),
  reportCost: one('report_cost'),
  hopCount: one('toString(hop_count)'),
  stepCount: one('toString(step_count)'),
  hookCount: one('toString(hook_count)'),
  hookErrors: one('toString(hook_errors)'),
  timeSpentMs: one('toString(dateDiff(millisecond, started_at, last_update_at))'),
  step: many('steps_shown'),
  hook: many('arrayDistinct(hook_names)'),
};

/** Columns of `spans` whose values a column of `sessions` has too. */
const SESSION_TARGETS: Readonly<Record<string, AttributeTarget | undefined>> = {
  service_name: FIELDS.service,
  service_version: FIELDS.version,
  environment: FIELDS.environment,
  provider: FIELDS.provider,
  service_code: FIELDS.serviceCode,
  session_id: FIELDS.sessionId,
  user_hash: FIELDS.userHash,
  network: FIELDS.network,
  mcc: FIELDS.mcc,
  mnc: FIELDS.mnc,
  country: FIELDS.country,
  client_kind: FIELDS.kind,
  capture: FIELDS.capture,
  flow: FIELDS.flow,
  outcome: FIELDS.outcome,
  outcome_source: FIELDS.outcomeSource,
  step_name: FIELDS.step,
  hook_name: FIELDS.hook,
  report_status: FIELDS.reportStatus,
  report_cost: FIELDS.reportCost,
};

// Never told apart: the number itself is shown masked, and asking for it piece by piece would unmask
// it. Where else it stands it is masked before anything is compared (masked-sql.ts).
const HIDDEN = new Set(['user_id']);
// What people and hosts wrote: it can be searched, but a list of all of it helps nobody.
const FREE_TEXTS = new Set([
  'action_message',
  'input_text',
  'response_text',
  'url_full',
  'hook_request_body',
  'hook_response_body',
]);

// Made by the apps' code and by hosts, short enough to be listed.
const WRITTEN = new Set([...FREE_TEXTS, 'error_type', 'server_address', 'url_template']);

const COLUMN_OF = new Map(
  SPAN_COLUMNS.flatMap(({ name, attribute }) =>
    attribute === undefined || name === 'operation' ? [] : [[attribute, name] as const],
  ),
);

/** The keys that stand in columns, as the spans carry them. */
export const COLUMN_KEYS: readonly string[] = [...COLUMN_OF]
  .filter(([, column]) => !HIDDEN.has(column))
  .map(([attribute]) => attribute)
  .sort();

/** Where a key's values stand; `undefined` for what nobody may ask for. */
export function attributeTarget(key: string): AttributeTarget | undefined {
  const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  if (field !== undefined) return field;
  const column = COLUMN_OF.get(key);
  if (column === undefined) return { kind: 'pairs' };
  if (HIDDEN.has(column)) return undefined;
  return (
    SESSION_TARGETS[column] ?? {
      kind: 'span',
      column,
      isWritten: WRITTEN.has(column),
      isFreeText: FREE_TEXTS.has(column),
    }
  );
}
