/** The networks of one mobile country code. */
export interface CountryNetworks {
  /** ISO 3166-1 alpha-2. */
  readonly icc: string;
  /** Mobile network code (leading zero kept) -> brand. */
  readonly brands: Readonly<Record<string, string>>;
}

/**
 * African networks by mobile country code.
 *
 * From the operational networks of npm mcc-mnc-list 1.1.11 (made from Wikipedia), corrected where
 * Africa's Talking's published codes or a rebrand say otherwise: 639-99 is Equitel, 620-02 is
 * Telecel (was Vodafone), 620-03 and 620-06 are AT (was AirtelTigo).
 */
export const NETWORKS: Readonly<Record<string, CountryNetworks>> = {
  // Egypt
  '602': { icc: 'EG', brands: { '01': 'Orange', '02': 'Vodafone', '03': 'Etisalat', '04': 'WE' } },
  // Algeria
  '603': {
    icc: 'DZ',
    brands: { '01': 'Mobilis', '02': 'Djezzy', '03': 'Ooredoo', '07': 'AT', '09': 'AT' },
  },
  // Morocco
  '604': { icc: 'MA', brands: { '00': 'Orange Morocco', '01': 'IAM', '02': 'INWI', '05': 'INWI' } },
  // Tunisia
  '605': { icc: 'TN', brands: { '01': 'Orange', '02': 'Tunicell', '03': 'Ooredoo' } },
  // Libya
  '606': {
    icc: 'LY',
    brands: {
      '00': 'Libyana',
      '01': 'Madar',
      '02': 'Al-Jeel Phone',
      '03': 'Libya Phone',
      '06': 'Hatef Libya',
    },
  },
  // Gambia
  '607': {
    icc: 'GM',
    brands: { '01': 'Gamcel', '02': 'Africell', '03': 'Comium', '04': 'QCell', '06': 'NETPAGE' },
  },
  // Senegal
  '608': { icc: 'SN', brands: { '01': 'Orange', '02': 'Free', '03': 'Expresso' } },
  // Mauritania
  '609': { icc: 'MR', brands: { '01': 'Mattel', '02': 'Chinguitel', '10': 'Moov' } },
  // Mali
  '610': { icc: 'ML', brands: { '01': 'Malitel', '02': 'Orange', '03': 'Telecel' } },
  // Guinea
  '611': { icc: 'GN', brands: { '01': 'Orange', '02': 'Sotelgui', '04': 'MTN', '05': 'Cellcom' } },
  // Cote d'Ivoire
  '612': {
    icc: 'CI',
    brands: {
      '02': 'Moov',
      '03': 'Orange',
      '04': 'KoZ',
      '05': 'MTN',
      '06': 'GreenN',
      '07': 'café',
      '18': 'YooMee',
    },
  },
  // Burkina Faso
  '613': { icc: 'BF', brands: { '01': 'Telmob', '02': 'Orange', '03': 'Telecel Faso' } },
  // Niger
  '614': { icc: 'NE', brands: { '01': 'SahelCom', '02': 'Airtel', '03': 'Moov', '04': 'Orange' } },
  // Togo
  '615': { icc: 'TG', brands: { '01': 'Togo Cell', '03': 'Moov' } },
  // Benin
  '616': {
    icc: 'BJ',
    brands: { '01': 'Benin Telecoms Mobile', '02': 'Moov', '03': 'MTN', '04': 'BBCOM' },
  },
  // Mauritius
  '617': {
    icc: 'MU',
    brands: { '01': 'my.t', '02': 'MOKOZE / AZU', '03': 'CHILI', '10': 'Emtel' },
  },
  // Liberia
  '618': {
    icc: 'LR',
    brands: { '01': 'Lonestar Cell MTN', '04': 'Novafone', '07': 'Orange LBR', '20': 'LIBTELCO' },
  },
  // Sierra Leone
  '619': {
    icc: 'SL',
    brands: {
      '01': 'Orange',
      '03': 'Africell',
      '05': 'Africell',
      '06': 'SierraTel',
      '09': 'Smart Mobile',
    },
  },
  // Ghana
  '620': {
    icc: 'GH',
    brands: {
      '01': 'MTN',
      '02': 'Telecel',
      '03': 'AT',
      '04': 'Expresso',
      '06': 'AT',
      '07': 'Globacom',
      '10': 'Blu',
      '14': 'busy',
      '15': 'Lebara',
      '16': 'Telesol',
    },
  },
  // Nigeria
  '621': {
    icc: 'NG',
    brands: {
      '20': 'Airtel',
      '22': 'InterC',
      '24': 'Spectranet',
      '26': 'Swift',
      '27': 'Smile',
      '30': 'MTN',
      '40': 'Ntel',
      '50': 'Glo',
      '60': '9mobile',
    },
  },
  // Chad
  '622': { icc: 'TD', brands: { '01': 'Airtel', '02': 'Tawali', '03': 'Tigo', '07': 'Salam' } },
  // Central African Republic
  '623': { icc: 'CF', brands: { '01': 'Moov', '02': 'TC', '03': 'Orange', '04': 'Azur' } },
  // Cameroon
  '624': {
    icc: 'CM',
    brands: { '01': 'MTN Cameroon', '02': 'Orange', '03': 'Camtel', '04': 'Nexttel' },
  },
  // Cape Verde
  '625': { icc: 'CV', brands: { '01': 'CVMOVEL', '02': 'T+' } },
  // São Tomé and Príncipe
  '626': { icc: 'ST', brands: { '01': 'CSTmovel', '02': 'Unitel STP' } },
  // Equatorial Guinea
  '627': { icc: 'GQ', brands: { '01': 'Orange GQ', '03': 'Muni' } },
  // Gabon
  '628': { icc: 'GA', brands: { '01': 'Libertis', '02': 'Moov', '03': 'Airtel' } },
  // Congo (Brazzaville)
  '629': { icc: 'CG', brands: { '01': 'Airtel', '07': 'Airtel', '10': 'Libertis Telecom' } },
  // Democratic Republic of the Congo
  '630': {
    icc: 'CD',
    brands: {
      '01': 'Vodacom',
      '02': 'Airtel',
      '05': 'Supercell',
      '86': 'Orange RDC',
      '89': 'Orange RDC',
      '90': 'Africell',
    },
  },
  // Angola
  '631': { icc: 'AO', brands: { '02': 'UNITEL', '04': 'MOVICEL', '05': 'Africell' } },
  // Guinea-Bissau
  '632': {
    icc: 'GW',
    brands: { '01': 'Guinetel', '02': 'MTN Areeba', '03': 'Orange', '07': 'Guinetel' },
  },
  // Seychelles
  '633': { icc: 'SC', brands: { '01': 'Cable & Wireless', '10': 'Airtel' } },
  // Sudan
  '634': {
    icc: 'SD',
    brands: {
      '01': 'Zain SD',
      '02': 'MTN',
      '05': 'canar',
      '07': 'Sudani One',
      '09': 'khartoum INC',
    },
  },
  // Rwanda
  '635': { icc: 'RW', brands: { '10': 'MTN', '13': 'Airtel', '14': 'Airtel', '17': 'Olleh' } },
  // Ethiopia
  '636': { icc: 'ET', brands: { '01': 'Ethio telecom', '02': 'Safaricom Ethiopia' } },
  // Somalia
  '637': {
    icc: 'SO',
    brands: {
      '01': 'Telesom',
      '04': 'Somafone',
      '10': 'Nationlink',
      '20': 'SOMNET',
      '30': 'Golis',
      '50': 'Hormuud',
      '57': 'UNITEL',
      '60': 'Nationlink',
      '67': 'Horntel Group',
      '71': 'Somtel',
      '82': 'Telcom',
    },
  },
  // Djibouti
  '638': { icc: 'DJ', brands: { '01': 'Evatis' } },
  // Kenya
  '639': {
    icc: 'KE',
    brands: {
      '02': 'Safaricom',
      '03': 'Airtel',
      '06': 'Equitel',
      '07': 'Telkom',
      '10': 'Faiba 4G',
      '99': 'Equitel',
    },
  },
  // Tanzania
  '640': {
    icc: 'TZ',
    brands: {
      '02': 'Tigo',
      '03': 'Zantel',
      '04': 'Vodacom',
      '05': 'Airtel',
      '06': 'WIA Company Limited',
      '07': 'TTCL Mobile',
      '09': 'Halotel',
      '11': 'SmileCom',
    },
  },
  // Uganda
  '641': {
    icc: 'UG',
    brands: {
      '01': 'Airtel',
      '04': 'Tangerine Uganda Limited',
      '10': 'MTN',
      '11': 'UTL',
      '14': 'Africell',
      '22': 'Airtel',
      '33': 'Smile',
      '44': 'K2',
    },
  },
  // Burundi
  '642': {
    icc: 'BI',
    brands: { '01': 'econet Leo', '03': 'Onatel', '08': 'Lumitel', '82': 'econet Leo' },
  },
  // Mozambique
  '643': { icc: 'MZ', brands: { '01': 'mCel', '03': 'Movitel', '04': 'Vodacom' } },
  // Zambia
  '645': { icc: 'ZM', brands: { '01': 'Airtel', '02': 'MTN', '03': 'ZAMTEL' } },
  // Madagascar
  '646': {
    icc: 'MG',
    brands: { '01': 'Airtel', '02': 'Orange', '04': 'Telma', '05': 'BIP / blueline' },
  },
  // Zimbabwe
  '648': { icc: 'ZW', brands: { '01': 'Net*One', '03': 'Telecel', '04': 'Econet' } },
  // Namibia
  '649': {
    icc: 'NA',
    brands: {
      '01': 'MTC',
      '02': 'switch',
      '03': 'TN Mobile',
      '04': 'Paratus Telecommunications (Pty)',
      '06': 'MTN Namibia',
    },
  },
  // Malawi
  '650': { icc: 'MW', brands: { '01': 'TNM', '02': 'Access', '03': 'MTL', '10': 'Airtel' } },
  // Lesotho
  '651': { icc: 'LS', brands: { '01': 'Vodacom', '02': 'Econet Telecom' } },
  // Botswana
  '652': { icc: 'BW', brands: { '01': 'Mascom', '02': 'Orange', '04': 'beMobile' } },
  // Eswatini
  '653': { icc: 'SZ', brands: { '02': 'Eswatini Mobile Limited', '10': 'MTN Eswatini' } },
  // Comoros
  '654': { icc: 'KM', brands: { '01': 'HURI', '02': 'TELCO SA' } },
  // South Africa
  '655': {
    icc: 'ZA',
    brands: {
      '01': 'Vodacom',
      '02': 'Telkom',
      '06': 'Sentech (Pty) Ltd',
      '07': 'Cell C',
      '10': 'MTN',
      '14': 'Neotel',
      '19': 'rain',
      '30': 'Bokamoso Consortium',
      '31': 'Karabo Telecoms (Pty) Ltd.',
      '32': 'Ilizwi Telecommunications',
      '33': 'Thinta Thinta Telecommunications Pty Ltd',
      '46': 'SMS Cellular Services (Pty) Ltd',
      '76': 'Comsol Networks (Pty) Ltd',
    },
  },
  // Eritrea
  '657': { icc: 'ER', brands: { '01': 'Eritel' } },
  // South Sudan
  '659': { icc: 'SS', brands: { '02': 'MTN', '03': 'Gemtel', '06': 'Zain', '07': 'Sudani' } },
};
