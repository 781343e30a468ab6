import type { Attributes, Context } from '@opentelemetry/api';
import type { Secrets } from '../privacy/secrets.ts';
import type { StepAction } from '../semconv.ts';
import type { AppOutcome } from '../step/outcome.ts';
import type { Screen } from '../step/screen.ts';
import type { SessionIds } from './ids.ts';

/** What this process knows of a session; of it, only a `StoredSession` is ever written anywhere. */
export interface SessionMemory {
  readonly ids: SessionIds;
  /** Whether the session is sampled. */
  readonly traceFlags: number;
  /** See `parentContext`. */
  parent: Context | undefined;
  /** What every span of the session carries. */
  attributes: Attributes;
  /** The same for metrics: nothing personal. */
  labels: Attributes;
  readonly secrets: Secrets;
  /** Silence after which the provider has dropped the session. */
  readonly idleLimitMs: number;
  /** Arrival of the first request that is known of. */
  startMs: number;
  /** The provider's start sign was seen, so nothing came before. */
  startSeen: boolean;
  /** The last request or answer. */
  lastMs: number;
  /** Requests, repetitions included. */
  hopCount: number;
  /** Requests may have gone elsewhere, so this process cannot say which step it is at. */
  countUnsure: boolean;
  /** The cumulative text of the last request. */
  text: string | undefined;
  /** The screen shown last; `undefined` when this process cannot be sure of it. */
  screen: Screen | undefined;
  stepName: string | undefined;
  seenNames: Set<string> | undefined;
  /** Requests with a new input, the first included. */
  stepCount: number;
  /** How often the last of them came again. */
  resendCount: number;
  lastAction: StepAction | undefined;
  /** What the app said of how the session went. */
  appOutcome: AppOutcome | undefined;
  /** The app's flow that the session is in. */
  flow: string | undefined;
  /** The goal that the app marked last. */
  goal: string | undefined;
  /** What a hook told its flow platform to take for the next input. */
  supplied: string | undefined;
  ended: boolean;
  rootEmitted: boolean;
  /** Of what this process wrote last to the session store. */
  revision: string | undefined;
  /** The request before is not placed yet, or its answer not read: the store has been asked. */
  turn: Promise<unknown> | undefined;
}

/** All sessions of ten minutes at 16 new ones a second; measured 3 KB each while open. */
const SESSIONS_MAX = 10_000;
/** Longer than any session lasts, and end notifications come after it. */
const AGE_MS_MAX = 10 * 60_000;

/**
 * The sessions that this process knows, bounded in number and age.
 *
 * Two halves instead of an order of use, which would cost two writes for every request: of a half that
 * is full or old enough, what nobody asked for until the next one is goes.
 */
export class SessionMemories {
  #recent = new Map<string, SessionMemory>();
  #older = new Map<string, SessionMemory>();
  #recentSinceMs = 0;

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  find(key: string, atMs: number): SessionMemory | undefined {
    const found = this.#recent.get(key) ?? this.#older.get(key);
    if (found === undefined || atMs - found.lastMs > AGE_MS_MAX) return undefined;
    if (this.#older.delete(key)) this.#recent.set(key, found);
    return found;
  }

  remember(key: string, memory: SessionMemory): void {
    const { lastMs } = memory;
    if (this.#recent.size >= SESSIONS_MAX / 2 || lastMs - this.#recentSinceMs > AGE_MS_MAX) {
      this.#turn(lastMs);
    }
    this.#older.delete(key);
    this.#recent.set(key, memory);
  }

  *all(): Iterable<SessionMemory> {
    yield* this.#older.values();
    yield* this.#recent.values();
  }

  clear(): void {
    this.#recent.clear();
    this.#older.clear();
  }

  #turn(nowMs: number): void {
    this.#older = new Map();
    for (const [key, memory] of this.#recent) {
      if (nowMs - memory.lastMs <= AGE_MS_MAX) this.#older.set(key, memory);
    }
    this.#recent = new Map();
    this.#recentSinceMs = nowMs;
  }
}

/** A session as it is first seen. */
export function newMemory(
  start: Pick<
    SessionMemory,
    | 'ids'
    | 'traceFlags'
    | 'attributes'
    | 'labels'
    | 'secrets'
    | 'idleLimitMs'
    | 'startMs'
    | 'startSeen'
    | 'rootEmitted'
  >,
): SessionMemory {
  return {
    ...start,
    parent: undefined,
    lastMs: start.startMs,
    hopCount: 0,
    countUnsure: !start.startSeen,
    text: undefined,
    screen: undefined,
    stepName: undefined,
    seenNames: undefined,
    stepCount: 0,
    resendCount: 0,
    lastAction: undefined,
    appOutcome: undefined,
    flow: undefined,
    goal: undefined,
    supplied: undefined,
    ended: false,
    revision: undefined,
    turn: undefined,
  };
}

/** Keeps of a session that is over only what an end notification needs: its ids and its secrets. */
export function forgetSteps(memory: SessionMemory): void {
  memory.screen = undefined;
  memory.seenNames = undefined;
  memory.parent = undefined;
  memory.secrets.rest();
}
