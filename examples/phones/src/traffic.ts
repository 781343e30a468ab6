import type { Country } from '@hopscope/example-mobile-money/bank/customers';
import type { Version } from '@hopscope/example-mobile-money/menu';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

interface Market {
  readonly share: number;
  /** Local time is UTC plus this. */
  readonly utcOffsetMs: number;
}

export const MARKETS: Readonly<Record<Country, Market>> = {
  KE: { share: 0.62, utcOffsetMs: 3 * HOUR_MS },
  GH: { share: 0.38, utcOffsetMs: 0 },
};

/** Relative traffic by local hour: peaks at 8 to 10 and 17 to 21. Scaled to a mean of 1 below. */
const BY_HOUR = [
  0.25, 0.2, 0.2, 0.2, 0.25, 0.45, 0.8, 1.2, 1.6, 1.7, 1.4, 1.2, 1.2, 1.15, 1.1, 1.1, 1.2, 1.5, 1.8,
  1.9, 1.7, 1.2, 0.7, 0.4,
];
const BY_HOUR_MEAN = BY_HOUR.reduce((sum, value) => sum + value, 0) / BY_HOUR.length;
/** Salaries and rent: the last two days of a month and the first. */
const MONTH_END = 1.6;
const MONTH_END_MEAN = (27 + 3 * MONTH_END) / 30;
/** One errand in ten is dialled again, so fewer errands than sessions are wanted. */
const SESSIONS_PER_ERRAND = 1.1;

/**
 * Errands begun per minute in a country, so that sessions come at `rate` a minute over a month.
 *
 * @param rate sessions a minute over both countries.
 */
export function errandsPerMinute(country: Country, atMs: number, rate: number): number {
  const { share, utcOffsetMs } = MARKETS[country];
  const local = new Date(atMs + utcOffsetMs);
  const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
  const from = BY_HOUR[Math.floor(hour)] ?? 1;
  const to = BY_HOUR[(Math.floor(hour) + 1) % 24] ?? 1;
  const byHour = (from + (to - from) * (hour % 1)) / BY_HOUR_MEAN;
  const byDay = (isMonthEnd(local) ? MONTH_END : 1) / MONTH_END_MEAN;
  return (rate * share * byHour * byDay) / SESSIONS_PER_ERRAND;
}

/** More than {@link errandsPerMinute} ever says, for thinning. */
export function errandsPerMinuteMax(country: Country, rate: number): number {
  return (rate * MARKETS[country].share * Math.max(...BY_HOUR) * MONTH_END) / BY_HOUR_MEAN;
}

/** When 1.5.0 was rolled out. */
export interface Rollout {
  readonly atMs: number;
  /** How long both versions took half of the sessions each. */
  readonly mixedMs: number;
}

/** Share of sessions on 1.5.0 once it is out: some pods stay behind, as they do. */
const SHARE_AFTER = 0.85;

/** The version that gets a session which starts now. */
export function versionAt(atMs: number, rollout: Rollout, random: Random): Version {
  const share = atMs < rollout.atMs ? 0 : atMs < rollout.atMs + rollout.mixedMs ? 0.5 : SHARE_AFTER;
  return random.chance(share) ? '1.5.0' : '1.4.0';
}

function isMonthEnd(local: Date): boolean {
  const inTwoDays = new Date(local.getTime() + 2 * DAY_MS).getUTCDate();
  return local.getUTCDate() === 1 || inTwoDays <= 2;
}
