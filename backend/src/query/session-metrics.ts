import { Counter, Registry } from 'prom-client';
import type { SessionCounters, SessionCounts } from './session-counts.ts';

const LABELS = ['env', 'provider', 'service_code', 'network', 'kind'] as const;

// Scrapes are 15 s apart or more; what comes in between is a second scraper or a person reloading.
const KEPT_MS = 5_000;

/**
 * The two counters that alert rules read, `ussd_sessions_total` and `ussd_sessions_closed_total`,
 * looked up whenever they are scraped, at most once in some seconds. The apps export the same two; scrape one source, not both:
 * this one also knows the sessions that were left without a word.
 *
 * @param elapsedMs a clock that is never set back.
 */
export function createSessionMetrics(
  counters: SessionCounters,
  elapsedMs = () => performance.now(),
): Registry {
  const read = sharedRead(counters, elapsedMs);
  const registry = new Registry();
  const registers = [registry];
  new Counter({
    name: 'ussd_sessions_total',
    help: 'Sessions started, of those that became known within an hour',
    labelNames: LABELS,
    registers,
    async collect() {
      const { started } = await read();
      this.reset();
      for (const { total, ...labels } of started) this.inc(labels, total);
    },
  });
  new Counter({
    name: 'ussd_sessions_closed_total',
    help: 'Sessions that have ended, by outcome; each counts once, with the outcome seen first',
    labelNames: [...LABELS, 'outcome'],
    registers,
    async collect() {
      const { closed } = await read();
      this.reset();
      for (const { total, ...labels } of closed) this.inc(labels, total);
    },
  });
  return registry;
}

/** Looks once for both counters, and for all who ask meanwhile or within `KEPT_MS` of the answer. */
function sharedRead(
  counters: SessionCounters,
  elapsedMs: () => number,
): () => Promise<SessionCounts> {
  let shared: Promise<SessionCounts> | undefined;
  let keptUntilMs = Number.POSITIVE_INFINITY;

  async function look(): Promise<SessionCounts> {
    keptUntilMs = Number.POSITIVE_INFINITY;
    try {
      const counts = await counters.read(Date.now());
      keptUntilMs = elapsedMs() + KEPT_MS;
      return counts;
    } catch (error) {
      shared = undefined;
      throw error;
    }
  }

  return async function read() {
    if (shared === undefined || elapsedMs() >= keptUntilMs) shared = look();
    return await shared;
  };
}
