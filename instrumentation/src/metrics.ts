import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api';
import {
  ATTR_USSD_CLIENT_KIND,
  ATTR_USSD_PROVIDER_NAME,
  ATTR_USSD_SERVICE_CODE,
  ATTR_USSD_SESSION_OUTCOME,
  METRIC_USSD_HOOK_DURATION,
  METRIC_USSD_SESSION_DURATION,
  METRIC_USSD_SESSIONS,
  METRIC_USSD_SESSIONS_CLOSED,
  METRIC_USSD_STEP_DURATION,
  type Outcome,
} from './semconv.ts';

/** OpenTelemetry's buckets for HTTP durations, in seconds. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Networks end a session after 120 to 180 s. */
const SESSION_BUCKETS = [1, 2.5, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
/** Label sets that have series of their own; more than any app has networks and codes. */
const SERIES_MAX = 500;
/** What this process can see of an end. */
const SEEN_OUTCOMES: readonly Outcome[] = [
  'completed',
  'rejected',
  'invalid_input',
  'hook_error',
  'app_error',
];

/** The five metrics; nothing personal is on them. Durations are given in milliseconds. */
export class UssdMetrics {
  readonly #sessions: Counter;
  readonly #closed: Counter;
  readonly #sessionDuration: Histogram;
  readonly #stepDuration: Histogram;
  readonly #hookDuration: Histogram;
  readonly #labels = new Map<string, Attributes>();

  constructor(meter: Meter) {
    this.#sessions = meter.createCounter(METRIC_USSD_SESSIONS, {
      unit: '{session}',
      description: 'USSD sessions started, where the provider marks the first request',
    });
    this.#closed = meter.createCounter(METRIC_USSD_SESSIONS_CLOSED, {
      unit: '{session}',
      description: 'USSD sessions that the app ended, by outcome',
    });
    this.#sessionDuration = meter.createHistogram(METRIC_USSD_SESSION_DURATION, {
      unit: 's',
      description: 'From the first request to the answer that ended the session',
      advice: { explicitBucketBoundaries: SESSION_BUCKETS },
    });
    this.#stepDuration = meter.createHistogram(METRIC_USSD_STEP_DURATION, {
      unit: 's',
      description: "From a gateway's request to the app's answer",
      advice: { explicitBucketBoundaries: REQUEST_BUCKETS },
    });
    this.#hookDuration = meter.createHistogram(METRIC_USSD_HOOK_DURATION, {
      unit: 's',
      description: 'Outgoing HTTP requests while a screen is made',
      advice: { explicitBucketBoundaries: REQUEST_BUCKETS },
    });
  }

  /** One object for equal labels; its series start at 0, so that rates see the first increase. */
  labels(labels: Attributes): Attributes {
    const key = JSON.stringify(labels);
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    if (this.#labels.size >= SERIES_MAX) return unnamed(labels);
    this.#labels.set(key, labels);
    this.#sessions.add(0, labels);
    for (const outcome of SEEN_OUTCOMES) {
      this.#closed.add(0, { ...labels, [ATTR_USSD_SESSION_OUTCOME]: outcome });
    }
    return labels;
  }

  started(labels: Attributes): void {
    this.#sessions.add(1, labels);
  }

  closed(labels: Attributes, outcome: Outcome, durationMs: number): void {
    const attributes = { ...labels, [ATTR_USSD_SESSION_OUTCOME]: outcome };
    this.#closed.add(1, attributes);
    this.#sessionDuration.record(seconds(durationMs), attributes);
  }

  step(attributes: Attributes, durationMs: number): void {
    this.#stepDuration.record(seconds(durationMs), attributes);
  }

  hook(attributes: Attributes, durationMs: number): void {
    this.#hookDuration.record(seconds(durationMs), attributes);
  }
}

/** Anybody can post a request with a code of their own: from then on new ones are one series. */
function unnamed(labels: Attributes): Attributes {
  const kept: Attributes = { [ATTR_USSD_SERVICE_CODE]: 'other' };
  for (const key of [ATTR_USSD_PROVIDER_NAME, ATTR_USSD_CLIENT_KIND]) {
    const value = labels[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}
