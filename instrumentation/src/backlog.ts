import { setImmediate } from 'node:timers';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';

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
  try {
    // By index: an app's own code that runs in it may add more.
    for (let at = 0; at < backlog.length; at++) backlog[at]?.record();
  } finally {
    backlog = [];
    recording = false;
  }
}

function schedule(): void {
  scheduled = true;
  // Whose request came first is nobody else's context.
  context.with(ROOT_CONTEXT, () => setImmediate(endTurn));
}

function endTurn(): void {
  scheduled = false;
  catchUp();
}
