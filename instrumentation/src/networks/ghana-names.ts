/**
 * What Ghanaian gateways call the networks, in lower case without spaces, and the code of each.
 *
 * AirtelTigo (now AT) has two codes, 03 and 06; Africa's Talking reports it as 06, so a session has
 * the same network through either gateway. A gateway that still tells Tigo from Airtel keeps them apart.
 */
export const GHANA_NAMES: ReadonlyMap<string, string> = new Map([
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
]);
