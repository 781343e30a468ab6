import { type Country, customerOf, msisdnAt } from '@hopscope/example-mobile-money/bank/customers';
import { createRandom, type Random } from '../random.ts';
import { NETWORKS, type Network } from './networks.ts';

/** Somebody with a phone and a wallet. */
export interface Person {
  /** Digits without `+`. */
  readonly msisdn: string;
  readonly network: Network;
  readonly pin: string;
  readonly prefersSwahili: boolean;
}

/** What somebody dials for. */
export interface Errand {
  readonly kind: 'send' | 'airtime' | 'bill' | 'balance' | 'statement';
  /** As the person would type it: 0700001234. */
  readonly to: string;
  readonly amount: string;
  readonly biller: string;
  readonly account: string;
  readonly reference: string;
}

const CUSTOMERS: Readonly<Record<Country, number>> = { KE: 6_000, GH: 4_000 };
const SWAHILI = 0.15;
const ERRANDS = { send: 36, airtime: 25, balance: 20, bill: 11, statement: 8 };
const REFERENCES = [
  'rent for november',
  'school lunch money',
  'for the hospital bill',
  'thanks for the goats',
  'share of the taxi',
] as const;

/** A customer of the country; a few dial far more often than most. */
export function pickPerson(country: Country, random: Random): Person {
  for (;;) {
    const msisdn = msisdnAt(country, Math.floor(CUSTOMERS[country] * random.next() ** 2));
    const customer = customerOf(msisdn);
    if (!customer) continue;
    // Bound to the number, so that nobody changes network between two sessions.
    const own = createRandom(msisdn);
    return {
      msisdn,
      network: networkOf(country, own),
      pin: customer.pin,
      prefersSwahili: country === 'KE' && own.chance(SWAHILI),
    };
  }
}

export function pickErrand(country: Country, random: Random): Errand {
  const to = msisdnAt(country, random.below(CUSTOMERS[country]));
  const scale = country === 'KE' ? 1 : 0.1;
  const kind = random.pick(ERRANDS);
  const [median, p95] = kind === 'airtime' ? [100, 500] : [800, 9_000];
  const amount = Math.round(random.logNormal(median, p95) * scale);
  return {
    kind,
    to: `0${to.slice(3)}`,
    amount: String(Math.min(Math.max(amount, 10), kind === 'airtime' ? 5_000 : 50_000)),
    biller: String(1 + random.below(3)),
    account: String(1_000_000 + random.below(8_999_999)),
    reference: random.of(REFERENCES),
  };
}

function networkOf(country: Country, random: Random): Network {
  const here: readonly Network[] = Object.values(NETWORKS).filter(
    (network) => network.country === country,
  );
  let left = random.next() * here.reduce((sum, { weight }) => sum + weight, 0);
  for (const network of here) {
    left -= network.weight;
    if (left < 0) return network;
  }
  return here[0] as Network;
}
