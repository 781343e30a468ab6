import type { TracerProvider } from '@opentelemetry/api';
import { type Method, originalOf, putMethod } from './wire/own-method.ts';

/**
 * Has something done before a tracer provider flushes or shuts down, as a span processor would: the
 * SDK takes no processors after its start, and spans of ours may still be open on purpose.
 *
 * @returns takes it away again.
 */
export function beforeFlush(provider: TracerProvider, work: () => void): () => void {
  // The API's proxy has the SDK's provider behind it, if there is one.
  const { getDelegate } = provider as { getDelegate?: () => object };
  const target = getDelegate?.call(provider) ?? provider;
  const undo = ['forceFlush', 'shutdown'].map((name) => before(target, name, work));
  return () => {
    for (const restore of undo) restore();
  };
}

function before(target: object, name: string, work: () => void): () => void {
  if (typeof (target as Record<string, unknown>)[name] !== 'function') return () => {};
  const method: Method = function (...args) {
    work();
    return Reflect.apply(originalOf(target, name, own), this, args);
  };
  const own = putMethod(target, name, method);
  return () => {
    if (Object.getOwnPropertyDescriptor(target, name)?.value !== method) return;
    if (own === undefined) Reflect.deleteProperty(target, name);
    else putMethod(target, name, own);
  };
}
