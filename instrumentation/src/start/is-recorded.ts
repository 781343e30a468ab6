import {
  createNoopMeter,
  type Meter,
  type ProxyTracerProvider,
  type TracerProvider,
} from '@opentelemetry/api';
import { PACKAGE_NAME } from '../version.ts';

const NoopMeter = createNoopMeter().constructor;

/**
 * Whether anybody takes spans or metrics: without an SDK the API throws them away, and all the work
 * for them would be for nothing.
 */
export function isRecorded(tracerProvider: TracerProvider, meter: Meter): boolean {
  const { getDelegateTracer } = tracerProvider as Partial<ProxyTracerProvider>;
  // Anything but the API's proxy is an SDK's own provider.
  if (getDelegateTracer === undefined) return true;
  return (
    getDelegateTracer.call(tracerProvider, PACKAGE_NAME) !== undefined ||
    meter.constructor !== NoopMeter
  );
}
