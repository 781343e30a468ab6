import { ROOT_CONTEXT, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import type { SessionIds } from './ids.ts';

interface IdGenerator {
  generateTraceId(): string;
  generateSpanId(): string;
}

/** The SDK's tracer (2.x and 3.x), as far as it is used here; private there, so always checked. */
interface SdkTracer extends Tracer {
  _idGenerator: IdGenerator;
}

/**
 * Hands out wanted ids, each once, before the SDK's own.
 *
 * Once, because a span that a processor starts with the same tracer must not get them too.
 */
class WantedIds implements IdGenerator {
  readonly #base: IdGenerator;
  #traceId: string | undefined;
  #spanId: string | undefined;

  constructor(base: IdGenerator) {
    this.#base = base;
  }

  want(ids: SessionIds | undefined): void {
    this.#traceId = ids?.traceId;
    this.#spanId = ids?.spanId;
  }

  generateTraceId(): string {
    const id = this.#traceId ?? this.#base.generateTraceId();
    this.#traceId = undefined;
    return id;
  }

  generateSpanId(): string {
    const id = this.#spanId ?? this.#base.generateSpanId();
    this.#spanId = undefined;
    return id;
  }
}

export type RootStart =
  | { readonly status: 'started'; readonly span: Span }
  /** No SDK, or the sampler drops the session. */
  | { readonly status: 'unsampled' }
  /** The SDK does not let us choose ids: a root with other ids would be a second, wrong trace. */
  | { readonly status: 'ids_refused' };

/**
 * Starts the root span of a session under its own ids.
 *
 * OpenTelemetry's API has no way to choose the id of one span, and an id generator given to the SDK
 * would need the app's help. So the generator of this one tracer is wrapped; other tracers keep
 * theirs. A span that did not get the ids is never ended, so never exported.
 */
export function startRoot(
  tracer: Tracer,
  ids: SessionIds,
  name: string,
  options: SpanOptions,
): RootStart {
  const sdk = sdkTracerOf(tracer);
  const wanted = sdk === undefined ? undefined : wantedIdsOf(sdk);
  if (sdk === undefined || wanted === undefined) {
    const probe = tracer.startSpan(name, { ...options, root: true }, ROOT_CONTEXT);
    return { status: probe.isRecording() ? 'ids_refused' : 'unsampled' };
  }
  wanted.want(ids);
  let span: Span;
  try {
    span = sdk.startSpan(name, { ...options, root: true }, ROOT_CONTEXT);
  } finally {
    wanted.want(undefined);
  }
  if (!span.isRecording()) return { status: 'unsampled' };
  const got = span.spanContext();
  const honoured = got.traceId === ids.traceId && got.spanId === ids.spanId;
  return honoured ? { status: 'started', span } : { status: 'ids_refused' };
}

/** The SDK's tracer behind the API's proxies; `undefined` without an SDK that we know. */
export function sdkTracerOf(tracer: Tracer): SdkTracer | undefined {
  let current: unknown = tracer;
  for (let depth = 0; depth < 4; depth++) {
    if (hasIdGenerator(current)) return current;
    if (!hasDelegate(current)) return undefined;
    current = current._getTracer();
  }
  return undefined;
}

function wantedIdsOf(tracer: SdkTracer): WantedIds | undefined {
  const present = tracer._idGenerator;
  if (present instanceof WantedIds) return present;
  const wanted = new WantedIds(present);
  try {
    tracer._idGenerator = wanted;
  } catch {
    return undefined; // frozen
  }
  return tracer._idGenerator === wanted ? wanted : undefined;
}

function hasIdGenerator(value: unknown): value is SdkTracer {
  if (typeof value !== 'object' || value === null || !('_idGenerator' in value)) return false;
  const generator = value._idGenerator as Partial<IdGenerator> | null | undefined;
  return (
    typeof generator?.generateTraceId === 'function' &&
    typeof generator.generateSpanId === 'function'
  );
}

function hasDelegate(value: unknown): value is { _getTracer(): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_getTracer' in value &&
    typeof value._getTracer === 'function'
  );
}
