/**
 * What gateways call the networks of a country, in lower case without spaces, and the code of each.
 * Names that are the brand's own need no line here.
 *
 * AirtelTigo (now AT) has two codes, 03 and 06; Africa's Talking reports it as 06, so a session has
 * the same network through either gateway. A gateway that still tells Tigo from Airtel keeps them
 * apart. Equitel is 639-99 for the same reason.
 */
export const NETWORK_NAMES: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  GH: new Map([
    ['mtn', '62001'],
    ['telecel', '62002'],
    ['vodafone', '62002'],
    ['vodafonetelecel', '62002'],
    ['tigo', '62003'],
    ['expresso', '62004'],
    ['airtel', '62006'],
    ['airteltigo', '62006'],
    ['at', '62006'],
    ['glo', '62007'],
    ['globacom', '62007'],
  ]),
  KE: new Map([
    ['saf', '63902'],
    ['safaricom', '63902'],
    ['airtel', '63903'],
    ['telkom', '63907'],
    ['orange', '63907'],
    ['equitel', '63999'],
  ]),
  NG: new Map([
    ['airtel', '62120'],
    ['mtn', '62130'],
    ['glo', '62150'],
    ['9mobile', '62160'],
    ['etisalat', '62160'],
  ]),
  TZ: new Map([
    ['tigo', '64002'],
    ['tigotz', '64002'],
    ['zantel', '64003'],
    ['vodacom', '64004'],
    ['airtel', '64005'],
    ['ttcl', '64007'],
    ['halotel', '64009'],
  ]),
  // The one name that MTN's own gateway stands for; its brands differ from country to country.
  CM: new Map([['mtn', '62401']]),
  LR: new Map([['mtn', '61801']]),
  SZ: new Map([['mtn', '65310']]),
};
