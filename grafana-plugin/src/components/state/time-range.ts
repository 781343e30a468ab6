import { fromWallTime, toWallTime } from './zoned-time.ts';

export const PRESETS = ['24h', '7d', 'month', '30d', '365d'] as const;
/** Ranges that move with the clock. */
export type Preset = (typeof PRESETS)[number];

export const PRESET_WORDS: Readonly<Record<Preset, string>> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  month: 'This month',
  '30d': 'Last 30 days',
  '365d': 'Last 12 months',
};

const PRESET_DAYS: Readonly<Record<Exclude<Preset, 'month'>, number>> = {
  '24h': 1,
  '7d': 7,
  '30d': 30,
  '365d': 365,
};

/**
 * What the reader chose: a moving range, or two fixed instants (epoch ms, end exclusive). `last` comes
 * with links from dashboards: `6h` for Grafana's `now-6h` to `now`.
 */
export type RangeChoice =
  | { readonly preset: Preset }
  | { readonly last: string }
  | { readonly fromMs: number; readonly toMs: number };

export interface Interval {
  /** Epoch milliseconds, inclusive. */
  readonly fromMs: number;
  /** Epoch milliseconds, exclusive. */
  readonly toMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const UNIT_MS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: 3_600_000,
  d: DAY_MS,
  w: 604_800_000,
};

/** Milliseconds of `30m`, `6h`, `2d` or `1w`; `undefined` for what is no such length. */
export function readLast(last: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mhdw])$/.exec(last) ?? [];
  const unitMs = UNIT_MS[unit];
  return unitMs === undefined ? undefined : Number(count) * unitMs;
}

/** The page opens on the current month, as the product it answers to does. */
export const DEFAULT_RANGE: RangeChoice = { preset: 'month' };

/**
 * The instants that a choice stands for now, in whole minutes.
 *
 * "This month" runs to the month's end, so that the chart keeps its shape while days go by; the
 * other presets begin at a full day or hour, so that the first bar is a whole one.
 */
export function toInterval(choice: RangeChoice, nowMs: number, timeZone: string): Interval {
  if ('fromMs' in choice) {
    return choice;
  }
  const nextMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  if ('last' in choice) {
    return { fromMs: nextMinute - (readLast(choice.last) ?? DAY_MS), toMs: nextMinute };
  }
  const wall = toWallTime(nowMs, timeZone);
  if (choice.preset === 'month') {
    const first = { ...wall, day: 1, hour: 0, minute: 0 };
    return {
      fromMs: fromWallTime(first, timeZone),
      toMs: fromWallTime({ ...first, month: wall.month + 1 }, timeZone),
    };
  }
  const toMs = nextMinute;
  if (choice.preset === '24h') {
    const hour = fromWallTime({ ...wall, minute: 0 }, timeZone);
    return { fromMs: hour - 23 * 3_600_000, toMs };
  }
  const days = PRESET_DAYS[choice.preset] - 1;
  return {
    fromMs: fromWallTime({ ...wall, day: wall.day - days, hour: 0, minute: 0 }, timeZone),
    toMs,
  };
}

/** The whole day, in the zone given, that an instant lies in. */
export function dayAround(ms: number, timeZone: string): RangeChoice & Interval {
  const midnight = { ...toWallTime(ms, timeZone), hour: 0, minute: 0 };
  return {
    fromMs: fromWallTime(midnight, timeZone),
    toMs: fromWallTime({ ...midnight, day: midnight.day + 1 }, timeZone),
  };
}

/**
 * Whether "Last 30 days" would show clearly more than the current month does.
 *
 * @param total sessions in the range under the filters.
 * @param stored sessions in the whole store.
 */
export function isNearlyEmptyMonth(
  choice: RangeChoice,
  nowMs: number,
  timeZone: string,
  total: number,
  stored: number,
): boolean {
  if (!('preset' in choice) || choice.preset !== 'month' || stored <= total) {
    return false;
  }
  return total === 0 || (toWallTime(nowMs, timeZone).day <= 5 && total * 4 < stored);
}
