import { setImmediate } from 'node:timers';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { outsideRequests } from './active-hop.ts';

/** Something was seen, and is still to be recorded. */
export interface Seen {
  /** Must not throw. */
  record(): void;
}

/** What a turn of the event loop may leave for its end; what is seen beyond is recorded at once. */
const BACKLOG_MAX = 1_000;

let backlog: Seen[] = [];
let recording = false;
let scheduled = false;

/**
 * Records at the end of this turn of the event loop, when the answers of the turn are on their way: an
 * answer does not wait for its spans. What came in together is recorded together, in the order in which
 * it was seen, which costs less CPU than each by itself (bench/README.md).
 */
export function recordSoon(seen: Seen): void {
  backlog.push(seen);
  if (backlog.length >= BACKLOG_MAX) catchUp();
  else if (!scheduled) schedule();
}

/**
 * Records what has been seen so far. To be called by whatever reads what recording makes or adds to
 * it, so that nobody can tell that recording is late.
 */
export function catchUp(): void {
  if (backlog.length === 0 || recording) return;
  recording = true;
  // Whoever asks is another request: what a session store does for this one would become its hook.
  try {
    context.with(ROOT_CONTEXT, outsideRequests, undefined, recordAll);
  } finally {
    recording = false;
  }
}

function recordAll(): void {
  // By index: an app's own code that runs in it may add more.
  for (let at = 0; at < backlog.length; at++) {
    try {
      backlog[at]?.record();
    } catch {
      // It is told where it happened; what it could not tell must not take the others along.
    }
  }
  backlog = [];
}

function schedule(): void {
  scheduled = true;
  setImmediate(endTurn);
}

function endTurn(): void {
  scheduled = false;
  catchUp();
}
