import type { Asked } from './read-screen.ts';

interface Habit {
  /** Milliseconds until somebody has answered: median and 95th percentile, log-normal. */
  readonly think: readonly [median: number, p95: number];
  /** Chance to give up here. Who thinks past the network's limit is lost on top of that. */
  readonly giveUp: number;
  /** Chance of an answer the app will not take. */
  readonly mistake: number;
}

/**
 * Our assumptions; no public data set has real sessions step by step. Chosen so that together with
 * the networks' limits they give 4 to 8 hops and 65 to 75 % completion, which fits what is
 * published (74 % of people finished MomConnect's registration: BMJ Global Health 2018;3:e000583).
 */
export const HABITS: Readonly<Record<Asked, Habit>> = {
  menu: { think: [5_000, 17_000], giveUp: 0.03, mistake: 0.04 },
  biller: { think: [6_000, 18_000], giveUp: 0.03, mistake: 0.04 },
  number: { think: [11_000, 32_000], giveUp: 0.03, mistake: 0.07 },
  amount: { think: [6_000, 18_000], giveUp: 0.03, mistake: 0.05 },
  account: { think: [13_000, 36_000], giveUp: 0.03, mistake: 0.1 },
  // Writing with number keys what nobody asked for before: slow, and short words come first.
  reference: { think: [17_000, 48_000], giveUp: 0.14, mistake: 0.4 },
  pin: { think: [6_000, 18_000], giveUp: 0.06, mistake: 0.06 },
  confirm: { think: [5_000, 17_000], giveUp: 0.03, mistake: 0.03 },
  something: { think: [10_000, 30_000], giveUp: 0.5, mistake: 0 },
};

/** Of those who give up, how many press the red key; the others put the phone down. */
export const HANGS_UP = 0.5;
/** Who says no when asked to confirm. */
export const SAYS_NO = 0.02;
export const GOES_BACK = 0.015;
/** Who dials again within five minutes after a session that did not work. */
export const REDIALS = 0.35;
export const REDIAL_WITHIN_MS: readonly [number, number] = [10_000, 300_000];
export const REDIALS_MAX = 2;
