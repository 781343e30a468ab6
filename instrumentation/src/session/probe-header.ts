import type { RecordedHeaders } from '../recorder/recorder.ts';

/**
 * A request with it is of no subscriber but of somebody who looks whether the app answers: the
 * doctor, or a monitor of the user's. Its sessions are kept and stay out of every rate.
 */
export const PROBE_HEADER = 'hopscope-client-kind';
export const PROBE_VALUE = 'probe';

/** Anything else in the header counts for nothing: nobody becomes live by it. */
export function isProbe(headers: RecordedHeaders): boolean {
  return headers[PROBE_HEADER] === PROBE_VALUE;
}
