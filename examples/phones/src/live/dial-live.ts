import type { Country } from '@hopscope/example-mobile-money/bank/customers';
import { type Clock, createRealClock } from '../clock.ts';
import { gatewayOf } from '../gateways/gateway-of.ts';
import { pickErrand, pickPerson } from '../people/person.ts';
import { runErrand } from '../people/run-errand.ts';
import { createRandom, type Random } from '../random.ts';
import { errandsPerMinute, errandsPerMinuteMax, MARKETS, versionAt } from '../traffic.ts';
import { carryOverHttp } from './carry-over-http.ts';
import type { LiveConfig } from './config.ts';

const MINUTE_MS = 60_000;
/** Long ago: the live wallet has both versions in the shares they have settled at. */
const ROLLED_OUT = { atMs: 0, mixedMs: 0 };

/** Keeps dialling until the signal stops it; one person of each country dials at once. */
export async function dialLive(
  config: LiveConfig,
  seed: string,
  signal: AbortSignal,
): Promise<void> {
  const clock = createRealClock(signal);
  const countries = Object.keys(MARKETS) as Country[];
  await Promise.all(
    countries.map(async (country) => {
      const random = createRandom(`${seed}/${country}`);
      for (let count = 0; !signal.aborted; count++) {
        void sendSomebody(country, `${seed}/${country}/${count}`, config, clock, signal);
        await untilNext(country, config.rate, clock, random).catch(() => {});
      }
    }),
  );
}

async function sendSomebody(
  country: Country,
  seed: string,
  config: LiveConfig,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const random = createRandom(seed);
  const person = pickPerson(country, random);
  const openLine = () => {
    const wallet = config.wallets[versionAt(clock.now(), ROLLED_OUT, random)];
    return gatewayOf(country)({ person, clock, random, carry: carryOverHttp(wallet, signal) });
  };
  await runErrand(openLine, person, pickErrand(country, random), clock, random).catch((error) => {
    if (!signal.aborted) throw error;
  });
}

/** Poisson arrivals with a rate that changes over the day, by thinning. */
async function untilNext(
  country: Country,
  rate: number,
  clock: Clock,
  random: Random,
): Promise<void> {
  const most = errandsPerMinuteMax(country, rate);
  do {
    await clock.sleep(random.exponential(MINUTE_MS / most));
  } while (!random.chance(errandsPerMinute(country, clock.now(), rate) / most));
}
