import { NETWORKS } from './networks.ts';

// Countries whose numbers gateways send in international form, from their callback documentation.
const PREFIXES: Readonly<Record<string, string>> = {
  '221': 'SN',
  '223': 'ML',
  '225': 'CI',
  '226': 'BF',
  '227': 'NE',
  '228': 'TG',
  '229': 'BJ',
  '231': 'LR',
  '232': 'SL',
  '233': 'GH',
  '234': 'NG',
  '237': 'CM',
  '243': 'CD',
  '250': 'RW',
  '251': 'ET',
  '254': 'KE',
  '255': 'TZ',
  '256': 'UG',
  '258': 'MZ',
  '260': 'ZM',
  '263': 'ZW',
  '265': 'MW',
};

/**
 * The country of an international number, for gateways of one operator. Never its network: numbers
 * are carried from one to another, but not over a border.
 *
 * @returns ISO 3166-1 alpha-2.
 */
export function countryOfNumber(msisdn: string): string | undefined {
  const digits = msisdn.replace(/\D/g, '');
  if (digits.length < 10) return undefined;
  return PREFIXES[digits.slice(0, 3)] ?? (digits.startsWith('27') ? 'ZA' : undefined);
}

let codes: ReadonlyMap<string, string> | undefined;

/**
 * The country of an English name ("Ghana").
 *
 * @returns ISO 3166-1 alpha-2, of countries whose networks are known.
 */
export function countryOfName(name: string): string | undefined {
  codes ??= codesByName();
  return codes.get(foldCountry(name));
}

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return new Map(
    Object.values(NETWORKS).map(({ icc }) => [foldCountry(names.of(icc) ?? icc), icc] as const),
  );
}

function foldCountry(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
