const WORDS = new Set(
  `pin pins mpin pincode password passwd passcode passphrase pwd pass otp totp cvv cvc secret secrets
   bvn nin ssn passport siri nywila senha kitambulisho token authorization authorisation auth apikey
   credential credentials signature dob pan jwt bearer cookie tpin upin ipin epin pinblock otpcode csc
   nrc cni nida ssnit`.split(/\s+/),
);
const PAIRS = new Set([
  'national_id',
  'nationalid_number',
  'identification_number',
  'verification_number',
  'ghana_card',
  'ecowas_card',
  'identity_card',
  'id_card',
  'voter_id',
  'license_number',
  'licence_number',
  'id_number',
  'id_no',
  'identity_number',
  'card_number',
  'card_no',
  'card_num',
  'card_expiry',
  'api_key',
  'private_key',
  'birth_date',
  'date_birth',
  'access_key',
  'access_code',
  'verification_code',
  'one_time_code',
  'time_code',
  'security_code',
  'confirmation_code',
  'code_secret',
  'mot_passe',
]);
const RUN_TOGETHER =
  /^(?:user|customer|client|member|transaction|txn|security|new|old|my|sim|confirm|re|current|account|acct|wallet|card|momo|bank)(?:pin|password|passwd|secret|otp)$|^(?:access|refresh|api|auth|session|id|csrf)token$|^(?:secret|private|access)key$|nationalid|idnumber|cardnumber|ghanacard|motdepasse/;

const KEY_CHARACTERS_MAX = 256;

/** Words whose values belong to the app, not to the subscriber: no part of what people type. */
const CREDENTIALS = /token|auth|key|credential|signature|cookie|jwt|bearer/;

/**
 * Tells by its name whether a field of a body or a URL holds a secret: `pin`, `userPin`, `new_pin`,
 * `nationalId`, `X-Api-Key`; not `shipping`.
 */
export function isSensitiveKey(key: string): boolean {
  // No name at all: what looks like one may be anything.
  if (key.length > KEY_CHARACTERS_MAX) return true;
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    // pin2, password1
    .map((word) => word.replace(/(?<=[a-z])\d+$/, ''))
    .filter((word) => word !== '' && word !== 'of' && word !== 'de');
  // A card's number, or all of it; not its type.
  if (words.length === 1 && words[0] === 'card') return true;
  return words.some(
    (word, index) =>
      WORDS.has(word) || RUN_TOGETHER.test(word) || PAIRS.has(`${word}_${words[index + 1]}`),
  );
}

/** Tells whether a sensitive field holds what a subscriber typed, so that it is a secret elsewhere too. */
export function isSubscriberSecretKey(key: string): boolean {
  return isSensitiveKey(key) && !CREDENTIALS.test(key.toLowerCase());
}
