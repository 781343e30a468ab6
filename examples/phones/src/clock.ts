import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the people live in it. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Rejects when the clock is stopped. */
  sleep(ms: number): Promise<void>;
}

/** @param signal stops everybody who sleeps. */
export function createRealClock(signal: AbortSignal): Clock {
  return { now: () => Date.now(), sleep: (ms) => sleep(ms, undefined, { signal }) };
}

export interface VirtualClock extends Clock {
  set(now: number): void;
  advance(ms: number): void;
}

/** Sleeping takes no time: the clock jumps. For one sleeper at a time. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    set: (next) => {
      now = next;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
