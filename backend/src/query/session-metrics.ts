import { Counter, Registry } from 'prom-client';
import type { SessionCounters } from './session-counts.ts';

const LABELS = ['env', 'provider', 'service_code', 'network', 'kind'] as const;

/**
 * The two counters that alert rules read, `ussd_sessions_total` and `ussd_sessions_closed_total`,
 * looked up whenever they are scraped. The apps export the same two; scrape one source, not both:
 * this one also knows the sessions that were left without a word.
 */
export function createSessionMetrics(counters: SessionCounters): Registry {
  const registry = new Registry();
  const registers = [registry];
  new Counter({
    name: 'ussd_sessions_total',
    help: 'Sessions started, of those that became known within an hour',
    labelNames: LABELS,
    registers,
    async collect() {
      const { started } = await counters.read(Date.now());
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
      const { closed } = await counters.read(Date.now());
      this.reset();
      for (const { total, ...labels } of closed) this.inc(labels, total);
    },
  });
  return registry;
}
