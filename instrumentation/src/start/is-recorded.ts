import {
  createNoopMeter,
  type Meter,
  type ProxyTracerProvider,
  type TracerProvider,
} from '@opentelemetry/api';
import { PACKAGE_NAME } from '../version.ts';

const NoopMeter = createNoopMeter().constructor;

// The API has a second copy for `require`, and the base class of instrumentations takes its meter from
// there: the same class by name only.
const isNoop = (meter: Meter) =>
  meter.constructor === NoopMeter || meter.constructor.name === 'NoopMeter';

/**
 * Whether anybody takes spans or metrics: without an SDK the API throws them away, and all the work
 * for them would be for nothing.
 */
export function isRecorded(tracerProvider: TracerProvider, meter: Meter): boolean {
  const { getDelegateTracer } = tracerProvider as Partial<ProxyTracerProvider>;
  // Anything but the API's proxy is an SDK's own provider.
  if (getDelegateTracer === undefined) return true;
  return getDelegateTracer.call(tracerProvider, PACKAGE_NAME) !== undefined || !isNoop(meter);
}
