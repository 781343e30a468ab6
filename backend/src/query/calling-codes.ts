/**
 * Calling codes (ITU-T E.164) of the countries whose networks the instrumentation knows, by ISO 3166-1
 * alpha-2.
 */
export const CALLING_CODES: Readonly<Record<string, string>> = {
  AO: '244',
  BF: '226',
  BI: '257',
  BJ: '229',
  BW: '267',
  CD: '243',
  CF: '236',
  CG: '242',
  CI: '225',
  CM: '237',
  CV: '238',
  DJ: '253',
  DZ: '213',
  EG: '20',
  ER: '291',
  ET: '251',
  GA: '241',
  GH: '233',
  GM: '220',
  GN: '224',
  GQ: '240',
  GW: '245',
  KE: '254',
  KM: '269',
  LR: '231',
  LS: '266',
  LY: '218',
  MA: '212',
  MG: '261',
  ML: '223',
  MR: '222',
  MU: '230',
  MW: '265',
  MZ: '258',
  NA: '264',
  NE: '227',
  NG: '234',
  RW: '250',
  SC: '248',
  SD: '249',
  SL: '232',
  SN: '221',
  SO: '252',
  SS: '211',
  ST: '239',
  SZ: '268',
  TD: '235',
  TG: '228',
  TN: '216',
  TZ: '255',
  UG: '256',
  ZA: '27',
  ZM: '260',
  ZW: '263',
};

const ALL = Object.values(CALLING_CODES);
const NATIONAL_DIGITS_MAX = 9;
const INTERNATIONAL_DIGITS_MIN = 11;

/** Whether a number as somebody typed it begins with no country code, as far as that can be seen. */
export function lacksCountryCode(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (text.includes('+') || digits.startsWith('00')) return false;
  if (digits.startsWith('0') || digits.length <= NATIONAL_DIGITS_MAX) return true;
  if (digits.length >= INTERNATIONAL_DIGITS_MIN) return false;
  return !ALL.some((code) => digits.startsWith(code));
}

/** `+254 (Kenya)`; `undefined` for a country that is not among them. */
export function callingCodeText(country: string): string | undefined {
  const code = CALLING_CODES[country];
  return code === undefined ? undefined : `+${code} (${NAMES.of(country)})`;
}

const NAMES = new Intl.DisplayNames('en', { type: 'region' });
