import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { SessionMemory } from './session-memory.ts';

/** The context of every step: the session's root, as a remote parent. */
export function parentContext(memory: SessionMemory): Context {
  const { ids, traceFlags } = memory;
  memory.parent ??= trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags, isRemote: true });
  return memory.parent;
}
