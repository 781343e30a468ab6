/** The gateways' names as they write them, by `ussd.provider.name` (docs/providers.md). */
const BRANDS: Readonly<Record<string, string>> = {
  advanta: 'Advanta',
  africastalking: "Africa's Talking",
  airteltigo_xml: 'AirtelTigo',
  arkesel: 'Arkesel',
  beem: 'Beem',
  crossgate: 'Crossgate',
  emergent: 'Emergent',
  flares_xml: 'Flares',
  freeflow_http: 'FreeFlow',
  hollatags: 'HollaTags',
  hubtel: 'Hubtel',
  ideamart: 'Ideamart',
  infobip: 'Infobip',
  kairos: 'Kairos Afrika',
  moolre: 'Moolre',
  mtn_madapi: 'MTN MADAPI',
  nalo: 'Nalo',
  olivetree_bonga: 'Olive Tree',
  oltranz: 'Oltranz',
  paytota: 'Paytota',
  sendexa: 'Sendexa',
  southpawsl: 'SouthPawsl',
  truroute: 'TruRoute',
  ussdk_hook: 'USSDK',
  uzo: 'Uzo',
  wigal: 'Wigal',
};

/** A provider's name as it writes itself; names that are not known yet stay as they are sent. */
export function formatProvider(provider: string): string {
  return BRANDS[provider] ?? provider;
}
