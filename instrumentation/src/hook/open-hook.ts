import { type Context, context, propagation } from '@opentelemetry/api';
import { type HopSlot, hookNameOf, hopSlotOf } from '../active-hop.ts';
import { nowMs } from '../clock.ts';
import type { HookRecording } from '../recorder/recorder.ts';
import { isTracingSuppressed } from '../suppressed.ts';

/** Largest hook body that is read, each way. */
export const HOOK_BODY_BYTES_MAX = 16 * 1024;

// A timer or a pool that began during a hop keeps the hop's context for good; what it sends
// minutes after the answer is no part of the session.
const AFTER_ANSWER_MAX_MS = 60_000;

export interface OpenHook {
  readonly recording: HookRecording;
  /** Where the app sent the request from. */
  readonly context: Context;
  readonly slot: HopSlot;
}

/** Whether an outgoing request made right now would be a hook: one look, before anything is built. */
export function insideHop(): boolean {
  return hopSlotOf(context.active())?.hop !== undefined;
}

/**
 * Starts a hook for an outgoing request that is made right now, if a hop is being handled.
 *
 * @param url absolute
 * @param setHeader puts `traceparent` and its like on the request, unless the app has set its own
 */
export function openHook(
  method: string,
  url: string,
  setHeader: (name: string, value: string) => void,
): OpenHook | undefined {
  const active = context.active();
  const slot = hopSlotOf(active);
  if (slot?.hop === undefined || isTracingSuppressed(active)) return undefined;
  const atMs = nowMs();
  if (slot.answeredAtMs !== undefined && atMs - slot.answeredAtMs > AFTER_ANSWER_MAX_MS) {
    return undefined;
  }
  const name = hookNameOf(active);
  const recording = slot.hop.startHook({ method, url, atMs, ...(name !== undefined && { name }) });
  propagation.inject(recording.context, setHeader, {
    set: (carrier, name, value) => carrier(name, value),
  });
  return { recording, context: active, slot };
}
