import { type OutcomeRules, outcomeParams, sessionsWithOutcomeSql } from '../derive/outcome.ts';
import type { QueryContext } from './query-context.ts';

/** What both counters are told apart by; '' where the spans do not say. */
export interface SessionLabels {
  readonly env: string;
  readonly provider: string;
  readonly service_code: string;
  readonly network: string;
  readonly kind: string;
}

/** One series of `ussd_sessions_total`. */
export interface StartedCount extends SessionLabels {
  readonly total: number;
}

/** One series of `ussd_sessions_closed_total`. */
export interface ClosedCount extends StartedCount {
  readonly outcome: string;
}

/** Both counters, since this process began. */
export interface SessionCounts {
  readonly started: readonly StartedCount[];
  readonly closed: readonly ClosedCount[];
}

/** The two counters of sessions that Prometheus reads. */
export interface SessionCounters {
  /**
   * Looks for what changed and answers the totals.
   *
   * @param nowMs unix ms; never before that of an earlier call.
   */
  read(nowMs: number): Promise<SessionCounts>;
}

// A session that becomes known later is history that was sent again: as live traffic it would fire
// alerts about a time that has passed.
const WINDOW_MS = 3_600_000;
const LABELS_WINDOW_MS = 30 * 24 * 3_600_000;

interface ChangedRow extends SessionLabels {
  readonly traceId: string;
  readonly outcome: string;
  readonly written: string;
  readonly startedAtMs: number;
}

const LABEL_COLUMNS = 'environment AS env, provider, service_code, network, kind';

/**
 * The text of the query for the sessions that may count now: derived since the last look, or closed
 * by time alone since then.
 */
export const CHANGED_SESSIONS_SQL = `
SELECT
  trace_id AS traceId,
  ${LABEL_COLUMNS},
  outcome,
  toString(revision) AS written,
  toFloat64(toUnixTimestamp64Milli(started_at)) AS startedAtMs
FROM (${sessionsWithOutcomeSql(
  "started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')",
  `trace_id, ${LABEL_COLUMNS}, outcome, revision, started_at, open_until`,
)})
WHERE revision > {since:UInt64}
  OR (outcome != 'in_progress' AND open_until >= fromUnixTimestamp64Milli({lastMs:Int64}, 'UTC'))`;

/** The text of the query for the series that are there from the start. */
export const KNOWN_LABELS_SQL = `
SELECT DISTINCT ${LABEL_COLUMNS}
FROM sessions
WHERE started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')
LIMIT 1000`;

// There at 0 before anything happens, so that the first one is an increase (Prometheus sees none
// where a series begins).
const OUTCOMES_FROM_START = ['completed', 'rejected', 'abandoned', 'app_error', 'hook_error'];

/**
 * Starts both counters at zero, which Prometheus takes as a restart. Each session counts once as
 * started and once as closed, with the outcome it had when that was first seen: counters never go
 * back, so an outcome that a late span corrects stays as it was counted. What the store knew when
 * this process began is not counted again.
 */
export async function createSessionCounters(
  store: QueryContext['store'],
  rules: OutcomeRules,
  nowMs = Date.now(),
): Promise<SessionCounters> {
  const started = new Totals();
  const closed = new Totals();
  // Sessions that were counted, and whether as closed; forgotten when they leave the window.
  const counted = new Map<string, { isClosed: boolean; readonly startedAtMs: number }>();
  let since = 0n;
  let lastMs = nowMs;
  let reading: Promise<unknown> = Promise.resolve();

  async function look(atMs: number, isBaseline: boolean): Promise<void> {
    const rows = await store.query<ChangedRow>(CHANGED_SESSIONS_SQL, {
      ...outcomeParams(rules, atMs),
      fromMs: atMs - WINDOW_MS,
      lastMs,
      since: since.toString(),
    });
    for (const row of rows) {
      const revision = BigInt(row.written);
      if (revision > since) since = revision;
      const before = counted.get(row.traceId);
      const isClosed = row.outcome !== 'in_progress';
      counted.set(row.traceId, {
        isClosed: isClosed || before?.isClosed === true,
        startedAtMs: row.startedAtMs,
      });
      if (isBaseline) continue;
      const labels = labelsOf(row);
      if (before === undefined) started.add(labels, 1);
      if (isClosed && before?.isClosed !== true) closed.add({ ...labels, outcome: row.outcome }, 1);
    }
    for (const [traceId, { startedAtMs }] of counted) {
      if (startedAtMs < atMs - WINDOW_MS) counted.delete(traceId);
    }
    lastMs = atMs;
  }

  const known = await store.query<SessionLabels>(KNOWN_LABELS_SQL, {
    fromMs: nowMs - LABELS_WINDOW_MS,
  });
  for (const labels of known) {
    started.add(labels, 0);
    for (const outcome of OUTCOMES_FROM_START) closed.add({ ...labels, outcome }, 0);
  }
  await look(nowMs, true);

  return {
    async read(atMs) {
      // Two scrapes at once must not count the same session twice.
      const turn = reading.then(() => look(atMs, false));
      reading = turn.catch(() => undefined);
      await turn;
      return {
        started: started.list() as StartedCount[],
        closed: closed.list() as ClosedCount[],
      };
    },
  };
}

function labelsOf({ env, provider, service_code, network, kind }: SessionLabels): SessionLabels {
  return { env, provider, service_code, network, kind };
}

class Totals {
  readonly #series = new Map<string, SessionLabels & { total: number }>();

  add(labels: SessionLabels & { readonly outcome?: string }, count: number): void {
    const key = JSON.stringify(labels);
    const one = this.#series.get(key);
    if (one === undefined) this.#series.set(key, { ...labels, total: count });
    else one.total += count;
  }

  list(): (SessionLabels & { total: number })[] {
    return [...this.#series.values()].map((series) => ({ ...series }));
  }
}
