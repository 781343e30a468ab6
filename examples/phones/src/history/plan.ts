import { DAY_MS, type Rollout } from '../traffic.ts';

/** A history to be made; everything in it follows from these, so making it again gives the same spans. */
export interface Plan {
  readonly seed: string;
  /** Unix milliseconds; nothing starts before. */
  readonly fromMs: number;
  /** Nothing starts at or after. */
  readonly toMs: number;
  /** Sessions a minute. */
  readonly rate: number;
}

/** One UTC day of a plan, or what of it lies within. */
export interface Day {
  /** Days since 1970. */
  readonly number: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Room for a session that started just before the end to be over: it ends before now. */
const SETTLED_MS = 4 * 60_000;
/** 1.5.0 comes for the last 30 %: nine days of thirty. */
const ROLLOUT_AT = 0.7;

export function planHistory(nowMs: number, days: number, rate: number): Plan {
  const toMs = nowMs - SETTLED_MS;
  return { seed: `jirani/${nowMs}`, fromMs: nowMs - days * DAY_MS, toMs, rate };
}

export function daysOf({ fromMs, toMs }: Plan): readonly Day[] {
  const days: Day[] = [];
  for (let number = Math.floor(fromMs / DAY_MS); number * DAY_MS < toMs; number++) {
    days.push({
      number,
      fromMs: Math.max(fromMs, number * DAY_MS),
      toMs: Math.min(toMs, (number + 1) * DAY_MS),
    });
  }
  return days;
}

/** Both versions share a day, or a tenth of a history that is shorter than ten. */
export function rolloutOf({ fromMs, toMs }: Plan): Rollout {
  const spanMs = toMs - fromMs;
  return { atMs: fromMs + ROLLOUT_AT * spanMs, mixedMs: Math.min(DAY_MS, spanMs / 10) };
}
