import type { StoreStatus } from '@hopscope/client';

/** Whether data arrive, and what to do if not. */
export interface Arrival {
  readonly state: 'arrives' | 'quiet' | 'nothing';
  readonly words: string;
}

const QUIET_MS = 5 * 60_000;

/** Reads from a store's state whether an app is sending to it. */
export function toArrival({ sessions, lastSpanAt }: StoreStatus, nowMs: number): Arrival {
  if (lastSpanAt === null) {
    return {
      state: 'nothing',
      words:
        'No span has arrived yet. Start the app with the lines above and dial it once. Nothing after half a minute? The app’s log names what its exporter could not reach; “npx @hopscope/instrumentation doctor” looks for the rest.',
    };
  }
  if (nowMs - lastSpanAt > QUIET_MS) {
    return {
      state: 'quiet',
      words:
        'Spans have arrived before, but none in the last five minutes. Is anybody dialling? If so: was the app restarted without the instrumentation, or sent to another address?',
    };
  }
  return sessions === 0
    ? {
        state: 'nothing',
        words:
          'Spans arrive, but none of a USSD session. Does the app see the gateway’s callbacks in the process that was started with the instrumentation?',
      }
    : { state: 'arrives', words: 'Data arrive.' };
}
