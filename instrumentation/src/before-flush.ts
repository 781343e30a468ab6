import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { type Method, originalOf, putMethod } from './wire/own-method.ts';

/** Longest time that a flush is put off: twice the wait for the session store. */
const WAIT_MAX_MS = 1_000;

/**
 * Has something done before a provider flushes or shuts down, as a span processor would: the
 * SDK takes no processors after its start, and spans of ours may still be open on purpose.
 *
 * @param work begins at once; the flush follows when it is over, a second later at most.
 * @returns takes it away again.
 */
export function beforeFlush(
  provider: TracerProvider | MeterProvider,
  work: () => Promise<void>,
): () => void {
  // The API's proxy has the SDK's provider behind it, if there is one.
  const { getDelegate } = provider as { getDelegate?: () => object };
  const target = getDelegate?.call(provider) ?? provider;
  const undo = ['forceFlush', 'shutdown'].map((name) => before(target, name, work));
  return () => {
    for (const restore of undo) restore();
  };
}

function before(target: object, name: string, work: () => Promise<void>): () => void {
  if (typeof (target as Record<string, unknown>)[name] !== 'function') return () => {};
  const method: Method = async function (...args) {
    await bounded(work);
    return Reflect.apply(originalOf(target, name, own), this, args);
  };
  const own = putMethod(target, name, method);
  return () => {
    if (Object.getOwnPropertyDescriptor(target, name)?.value !== method) return;
    if (own === undefined) Reflect.deleteProperty(target, name);
    else putMethod(target, name, own);
  };
}

async function bounded(work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MAX_MS);
  });
  await Promise.race([work().catch(() => {}), patience]);
  clearTimeout(timer);
}
