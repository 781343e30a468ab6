import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the backend counts about itself; served at `/metrics`. */
export interface Metrics {
  readonly registry: Registry;
  readonly spansReceived: Counter;
  readonly spansRejected: Counter;
  readonly spansForeign: Counter;
  /** Requests by `route` (one that exists, or `unknown`) and `status`. */
  readonly requests: Counter<'route' | 'status'>;
  /** Metrics and log exports answered 200 and thrown away, by `signal`. */
  readonly exportsDropped: Counter<'signal'>;
  /** From handing a batch to the store until it is durable, in seconds. */
  readonly commit: Histogram;
}

// From one small insert (6 ms) to the point where senders give up (10 s).
const COMMIT_BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/**
 * Creates the process's metrics; names follow Prometheus, with event-loop lag and memory from
 * prom-client's defaults.
 *
 * @param bytesInFlight asked on every scrape.
 */
export function createMetrics(bytesInFlight: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'hopscope_receiver_bytes_in_flight',
    help: 'Bytes of requests between their first byte and their answer',
    registers,
    collect() {
      this.set(bytesInFlight());
    },
  });
  return {
    registry,
    spansReceived: new Counter({
      name: 'hopscope_spans_received_total',
      help: 'Spans of requests that could be decoded, rejected ones included',
      registers,
    }),
    spansRejected: new Counter({
      name: 'hopscope_spans_rejected_total',
      help: 'Spans that broke a rule; their senders were told',
      registers,
    }),
    spansForeign: new Counter({
      name: 'hopscope_spans_foreign_total',
      help: 'Spans of other instrumentations',
      registers,
    }),
    requests: new Counter({
      name: 'hopscope_requests_total',
      help: 'Requests by route and HTTP status',
      labelNames: ['route', 'status'],
      registers,
    }),
    exportsDropped: new Counter({
      name: 'hopscope_exports_dropped_total',
      help: 'Metrics and log exports, answered 200 and not kept',
      labelNames: ['signal'],
      registers,
    }),
    commit: new Histogram({
      name: 'hopscope_commit_seconds',
      help: 'From handing a batch to the store until it is durable',
      buckets: COMMIT_BUCKETS,
      registers,
    }),
  };
}
