/** How a request fares at the bank, before anybody looks at what it asks for. */
export interface Trouble {
  /** `empty`: answered 200, with nothing in it. */
  readonly kind: 'none' | 'broken' | 'down' | 'empty';
  readonly delayMs: number;
}

const SLOW = 0.01;
const BROKEN = 0.006;
const EMPTY = 0.002;
/** On the 17th of a month the bank's evening job runs into the day: 503s for two hours (UTC). */
const BAD_DAY = { dayOfMonth: 17, fromHour: 15, toHour: 17, down: 0.35 };

/**
 * Draws what happens to a request: usually 120 ms (99th percentile about a second), one in a
 * hundred takes 3 to 12 seconds, a few fail.
 */
export function troubleFor(random: () => number, nowMs: number): Trouble {
  const delayMs =
    random() < SLOW ? 3_000 + random() * 9_000 : 110 * Math.exp(0.85 * normal(random));
  const drawn = random();
  if (isBadHour(nowMs) && drawn < BAD_DAY.down) return { kind: 'down', delayMs };
  if (drawn > 1 - BROKEN) return { kind: 'broken', delayMs };
  if (drawn > 1 - BROKEN - EMPTY) return { kind: 'empty', delayMs };
  return { kind: 'none', delayMs };
}

function isBadHour(nowMs: number): boolean {
  const now = new Date(nowMs);
  const hour = now.getUTCHours();
  return (
    now.getUTCDate() === BAD_DAY.dayOfMonth && hour >= BAD_DAY.fromHour && hour < BAD_DAY.toHour
  );
}

/** Standard normal, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
