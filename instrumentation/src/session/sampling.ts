import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import type { SessionIds } from './ids.ts';
import { sdkTracerOf } from './root-span.ts';

interface Sampler {
  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): { decision: number };
}

/** `SamplingDecision.RECORD_AND_SAMPLED` of the SDK, which is not a dependency. */
const RECORD_AND_SAMPLED = 2;

/**
 * Decides once whether a session is kept, as its root would be: the flag that all its steps inherit.
 *
 * Without it `parentbased_traceidratio` would keep every step and some roots. The answer depends on
 * the trace id only, so every process gives the same. Where the SDK cannot be asked, `SAMPLED`.
 */
export function sessionFlags(
  tracer: Tracer,
  ids: SessionIds,
  name: string,
  attributes: Attributes,
): TraceFlags {
  const sampler = samplerOf(sdkTracerOf(tracer));
  if (sampler === undefined) return TraceFlags.SAMPLED;
  const { decision } = sampler.shouldSample(
    ROOT_CONTEXT,
    ids.traceId,
    name,
    SpanKind.INTERNAL,
    attributes,
    [],
  );
  return decision === RECORD_AND_SAMPLED ? TraceFlags.SAMPLED : TraceFlags.NONE;
}

function samplerOf(tracer: Tracer | undefined): Sampler | undefined {
  if (tracer === undefined || !('_sampler' in tracer)) return undefined;
  const sampler = tracer._sampler as Partial<Sampler> | null | undefined;
  return typeof sampler?.shouldSample === 'function' ? (sampler as Sampler) : undefined;
}
