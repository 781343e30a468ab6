import { createBank } from '@hopscope/example-mobile-money/bank/bank';
import type { Country } from '@hopscope/example-mobile-money/bank/customers';
import { createMenu, VERSIONS, type Version } from '@hopscope/example-mobile-money/menu';
import { createVirtualClock, type VirtualClock } from '../clock.ts';
import type { Carry } from '../gateways/gateway.ts';
import { gatewayOf } from '../gateways/gateway-of.ts';
import { pickErrand, pickPerson } from '../people/person.ts';
import { runErrand } from '../people/run-errand.ts';
import { createRandom, type Random } from '../random.ts';
import { errandsPerMinute, errandsPerMinuteMax, MARKETS, versionAt } from '../traffic.ts';
import { createInProcessWallet } from './in-process-wallet.ts';
import { type Day, type Plan, rolloutOf } from './plan.ts';
import type { Recording } from './recording.ts';

const MINUTE_MS = 60_000;

/**
 * Lets one day happen and records it. Days know nothing of each other: each has its own seed and a
 * bank that opens in the morning, so a day can be made again, alone and in any order.
 *
 * @param onTime called with the day's virtual time, in unix milliseconds, as it goes by, and the
 *   sessions held so far.
 * @returns sessions held.
 */
export async function dialDay(
  day: Day,
  plan: Plan,
  recording: Recording,
  bankUrl: string,
  onTime: (atMs: number, sessions: number) => void,
): Promise<number> {
  const seed = `${plan.seed}/${day.number}`;
  const random = createRandom(seed);
  const clock = createVirtualClock(day.fromMs);
  recording.ids.restart(seed);
  const carries = createWallets(recording, bankUrl, clock, random);
  const rollout = rolloutOf(plan);
  let sessions = 0;

  for (const { atMs, country } of errandsOf(day, plan.rate, random)) {
    clock.set(atMs);
    const person = pickPerson(country, random);
    const openLine = () => {
      if (clock.now() >= plan.toMs) return undefined;
      sessions += 1;
      const carry = carries[versionAt(clock.now(), rollout, random)];
      return gatewayOf(country)({ person, clock, random, carry });
    };
    await runErrand(openLine, person, pickErrand(country, random), clock, random);
    await recording.pump.breathe();
    onTime(atMs, sessions);
  }
  return sessions;
}

function createWallets(
  { replays }: Recording,
  bankUrl: string,
  clock: VirtualClock,
  random: Random,
): Readonly<Record<Version, Carry>> {
  const bank = createBank(random.next, clock.now);
  return Object.fromEntries(
    VERSIONS.map((version) => {
      const parts = { menu: createMenu(version), bank, bankUrl, clock, random };
      return [version, createInProcessWallet({ ...parts, replay: replays[version] })];
    }),
  ) as Record<Version, Carry>;
}

/** When somebody dials for an errand, over the whole day, in order. */
function errandsOf(day: Day, rate: number, random: Random): { atMs: number; country: Country }[] {
  const errands: { atMs: number; country: Country }[] = [];
  for (const country of Object.keys(MARKETS) as Country[]) {
    const most = errandsPerMinuteMax(country, rate);
    let atMs = day.fromMs;
    for (;;) {
      atMs += random.exponential(MINUTE_MS / most);
      if (atMs >= day.toMs) break;
      if (random.chance(errandsPerMinute(country, atMs, rate) / most)) {
        errands.push({ atMs, country });
      }
    }
  }
  return errands.sort((a, b) => a.atMs - b.atMs);
}
