import { type Context, createContextKey } from '@opentelemetry/api';

// The key of @opentelemetry/core (src/trace/suppress-tracing.ts): createContextKey is Symbol.for
// underneath, so the SDK need not be a dependency.
const SUPPRESS_TRACING_KEY = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Whether the SDK itself is at work here, for example exporting spans. */
export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(SUPPRESS_TRACING_KEY) === true;
}
