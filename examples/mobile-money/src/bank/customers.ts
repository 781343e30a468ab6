/** A customer of the bank. Nobody here exists: names are put together, numbers are of made-up blocks. */
export interface Customer {
  /** Digits without `+`: 254700001234. */
  readonly msisdn: string;
  readonly name: string;
  /** Four digits. */
  readonly pin: string;
  /** In whole units of the country's currency. */
  readonly openingBalance: number;
}

export type Country = 'KE' | 'GH';

export const CURRENCY: Readonly<Record<Country, string>> = { KE: 'KES', GH: 'GHS' };

/** The made-up block of each country; four digits follow. */
const BLOCKS: Readonly<Record<Country, string>> = { KE: '25470000', GH: '23320000' };

const NAMES: Readonly<Record<Country, readonly string[]>> = {
  KE: [
    'Asha',
    'Baraka',
    'Chebet',
    'Daudi',
    'Furaha',
    'Imani',
    'Juma',
    'Kamau',
    'Wanjiru',
    'Zawadi',
  ],
  GH: ['Abena', 'Kofi', 'Efua', 'Kwame', 'Yaa', 'Kojo', 'Adwoa', 'Kwesi', 'Akosua', 'Yaw'],
};
const INITIALS = 'ABCDEGHKLMNOPRSTW';

/** The number of the `index`-th customer (0 to 9999) of a country. */
export function msisdnAt(country: Country, index: number): string {
  return BLOCKS[country] + String(index % 10_000).padStart(4, '0');
}

export function countryOf(msisdn: string): Country {
  return msisdn.startsWith('233') ? 'GH' : 'KE';
}

/**
 * The customer of a number, the same at every call and in every process, so that the bank needs no
 * files and the people who dial know their PINs.
 *
 * @returns `undefined` for numbers outside the two blocks and for one number in 33: they never
 *   opened a wallet.
 */
export function customerOf(msisdn: string): Customer | undefined {
  const country = countryOf(msisdn);
  if (!msisdn.startsWith(BLOCKS[country]) || msisdn.length !== 12) return undefined;
  const spread = scramble(Number(msisdn.slice(-5)) + (country === 'KE' ? 7 : 100_007));
  if (spread % 33 === 0) return undefined;
  const names = NAMES[country];
  const first = names[spread % names.length] ?? 'Imani';
  const initial = INITIALS[(spread >>> 5) % INITIALS.length] ?? 'M';
  const scale = country === 'KE' ? 1 : 0.1;
  return {
    msisdn,
    name: `${first} ${initial}.`,
    pin: String(1000 + ((spread >>> 7) % 9000)),
    openingBalance: Math.round((2_000 + ((spread >>> 3) % 58_000)) * scale),
  };
}

/** The last steps of MurmurHash3: neighbours get unlike values. */
function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
