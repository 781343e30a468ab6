import { HOOK_FAILED } from './hook-failed.ts';

/** A session that opens so long after another one, in milliseconds, cannot have superseded it. */
export const SUPERSEDE_WINDOW_MS = 3_600_000;

// First and last are by arrival, then by the app's own count, then by id, so that the order in
// which spans were received never matters.
// One wide number instead of the tuple (start_ns, step_index, span_id): argMin over numbers is several
// times faster, and half of the id is enough to break a tie.
const POSITION = `
    bitOr(bitShiftLeft(toUInt128(start_ns), 64),
          bitOr(bitShiftLeft(toUInt64(least(step_index + 1, 65535)), 48),
                bitAnd(reinterpretAsUInt64(reverse(unhex(span_id))), 281474976710655)))`;
const ORDER = 'position';
const IS_STEP = "operation = 'step'";

// The root comes with the END, so it says so too when the ending step was lost. One that a timer
// emitted only says that nothing more came.
const SAYS_END = `((${IS_STEP} AND response_type = 'end') OR (operation = 'session' AND end_source != 'timer'))`;

const first = (column: string) => `argMinIf(${column}, ${ORDER}, ${column} != '')`;
const lastStep = (column: string) => `argMaxIf(${column}, ${ORDER}, ${IS_STEP})`;
const ofReport = (column: string) => `argMaxIf(${column}, ${ORDER}, operation = 'end_report')`;
const at = (nanoseconds: string) =>
  `fromUnixTimestamp64Milli(intDiv(toInt64(${nanoseconds}), 1000000), 'UTC')`;

/**
 * True of a step whose app threw or whose answer the gateway could not use; for rows of `spans`.
 *
 * A session goes on after a screen to continue from, whatever the app swallowed to make it, and an
 * answer that was given twice was right the first time.
 */
export const STEP_FAILED =
  "(response_type = 'invalid' OR (response_type != 'continue' AND (status_code = 2 OR error_type NOT IN ('', 'hook_failed', 'answered_twice'))))";

// The same text each time: ClickHouse computes it once.
const STEPS = `arraySort(groupArrayIf((${ORDER}, step_name, end_ns), ${IS_STEP}))`;
const HOOKS = `arraySort(groupArrayIf((start_ns, span_id, hook_name, end_ns, ${HOOK_FAILED}), operation = 'hook'))`;
// An app that puts something new on every span must not make its sessions' rows grow without end.
const ATTRIBUTES_MAX = 100;
// Whole maps first: the spans of a session mostly carry the same one, or none.
const ATTRIBUTE_MAPS = 'groupUniqArrayIf(attributes, notEmpty(attributes))';
const ATTRIBUTES = `arraySlice(arraySort(arrayDistinct(arrayFlatten(arrayMap(map -> arrayZip(mapKeys(map), mapValues(map)), ${ATTRIBUTE_MAPS})))), 1, ${ATTRIBUTES_MAX})`;

/**
 * The columns of `sessions` that follow from the session's own spans, each with its expression over
 * the spans of one trace.
 */
const FACTS: readonly (readonly [column: string, expression: string])[] = [
  ['started_at', at('start_of_session')],
  ['last_hop_at', at(`maxIf(start_ns, ${IS_STEP})`)],
  ['last_answer_at', at(`maxIf(end_ns, ${IS_STEP})`)],
  [
    'last_update_at',
    at(
      `greatest(start_of_session, maxIf(end_ns, operation IN ('step', 'session')), maxIf(start_ns, operation = 'end_report'))`,
    ),
  ],
  ['idle_limit_s', `argMaxIf(idle_limit_s, ${ORDER}, idle_limit_s > 0)`],
  ['session_id', first('session_id')],
  ['provider', first('provider')],
  ['service_code', first('service_code')],
  ['user_hash', first('user_hash')],
  ['user_id', first('user_id')],
  ['network', first('network')],
  ['mcc', first('mcc')],
  ['mnc', first('mnc')],
  ['country', first('country')],
  ['kind', `if(${first('client_kind')} = '', 'live', ${first('client_kind')})`],
  ['capture', first('capture')],
  // The one that the session was in last: there it was completed, or left.
  ['flow', `argMaxIf(flow, ${ORDER}, ${IS_STEP} AND flow != '')`],
  ['service_name', first('service_name')],
  [
    'service_version',
    `if(countIf(${IS_STEP}) > 0, argMinIf(service_version, ${ORDER}, ${IS_STEP}), ${first('service_version')})`,
  ],
  ['environment', first('environment')],
  // Where one request passes several screens, their steps share its arrival.
  ['hop_count', `uniqExactIf(start_ns, ${IS_STEP})`],
  ['step_count', `countIf(${IS_STEP})`],
  ['hook_count', "countIf(operation = 'hook')"],
  ['hook_errors', `countIf(${HOOK_FAILED})`],
  ['steps_shown', `arraySort(groupUniqArrayIf(step_name, ${IS_STEP} AND step_name != ''))`],
  ['path', `arrayMap(step -> step.2, ${STEPS})`],
  [
    'path_ms',
    `arrayMap(step -> toUInt32(least(4294967295, intDiv(greatest(step.3, start_of_session), 1000000) - intDiv(start_of_session, 1000000))), ${STEPS})`,
  ],
  ['hook_names', `arrayMap(hook -> hook.3, ${HOOKS})`],
  [
    'hook_ms',
    `arrayMap(hook -> toUInt32(least(4294967295, intDiv(greatest(hook.4, hook.1), 1000000) - intDiv(hook.1, 1000000))), ${HOOKS})`,
  ],
  ['hook_failed', `arrayMap(hook -> toBool(hook.5), ${HOOKS})`],
  ['attribute_keys', `arrayMap(pair -> pair.1, ${ATTRIBUTES})`],
  ['attribute_values', `arrayMap(pair -> pair.2, ${ATTRIBUTES})`],
  ['last_step', lastStep('step_name')],
  ['last_response', lastStep('response_type')],
  ['last_action_source', lastStep('action_source')],
  [
    'last_app_time_ms',
    `toUInt32(intDiv(${lastStep('end_ns')} - least(${lastStep('start_ns')}, ${lastStep('end_ns')}), 1000000))`,
  ],
  ['last_hop_failed', lastStep(STEP_FAILED)],
  [
    'ended',
    `countIf(${SAYS_END}) > 0
     AND maxIf(end_ns, ${SAYS_END}) >= maxIf(start_ns, ${IS_STEP})`,
  ],
  ['app_outcome', 'argMaxIf(outcome, word_order, is_word)'],
  ['app_outcome_source', 'argMaxIf(outcome_source, word_order, is_word)'],
  ['goal_marked', "countIf(is_word AND outcome_source = 'app' AND outcome = 'completed') > 0"],
  ['reported', "countIf(operation = 'end_report') > 0"],
  ['report_outcome', ofReport('outcome')],
  ['report_status', ofReport('report_status')],
  ['report_cost', ofReport('report_cost')],
  ['report_hop_count', ofReport('report_hop_count')],
  ['report_duration_ms', ofReport('report_duration_ms')],
];

/** The columns of `sessions` that `sessionFactsSql` fills, in its order. */
export const FACT_COLUMNS = ['trace_id', ...FACTS.map(([column]) => column)];

// The app's own word beats what was read from a screen; of several, the last holds. The root
// repeats the ending step's word and has the session's start, so a step comes after it.
const IS_WORD = "(operation IN ('step', 'session') AND outcome != '')";
const WORD_ORDER =
  "bitOr(position, bitShiftLeft(toUInt128(2 * (outcome_source = 'app') + (operation = 'step')), 126))";

// The root knows the true start also when the first step was lost. A report alone knows how long
// the session was.
const START_OF_SESSION = `
if(countIf(operation IN ('step', 'session')) > 0,
   minIf(start_ns, operation IN ('step', 'session')),
   minIf(toUInt64(start_ns - least(report_duration_ms, ${SUPERSEDE_WINDOW_MS}) * 1000000), operation = 'end_report'))`;

const IS_SESSION = "countIf(operation IN ('step', 'end_report')) > 0";

/**
 * One row of facts per session among the traces that `where` names. A trace with nothing but hooks,
 * or a root alone, is not a session yet.
 */
export function sessionFactsSql(where: string): string {
  const facts = FACTS.map(([column, expression]) => `  ${expression} AS ${column}`).join(',\n');
  return `
SELECT trace_id,
${facts}
FROM (
  SELECT *, ${POSITION} AS position, ${IS_WORD} AS is_word, ${WORD_ORDER} AS word_order
  FROM spans FINAL
  WHERE ${where}
)
GROUP BY trace_id
HAVING ${IS_SESSION}`.replaceAll('start_of_session', START_OF_SESSION.trim());
}
