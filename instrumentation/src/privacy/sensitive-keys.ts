const WORDS = new Set(
  `pin pins mpin pincode password passwd passcode passphrase pwd pass otp totp cvv cvc cvv2 secret secrets
   bvn nin ssn passport siri nywila token authorization authorisation auth apikey credential credentials
   signature dob pan`.split(/\s+/),
);
const PAIRS = new Set([
  'national_id',
  'id_number',
  'id_no',
  'identity_number',
  'card_number',
  'card_no',
  'api_key',
  'private_key',
  'birth_date',
  'date_birth',
  'verification_code',
  'security_code',
  'confirmation_code',
  'code_secret',
  'mot_passe',
]);
const RUN_TOGETHER =
  /^(?:user|customer|client|member|transaction|txn|security|new|old|my|sim|confirm|re|current|account|wallet|card)(?:pin|password)$|nationalid|idnumber|cardnumber/;

/** Words whose values belong to the app, not to the subscriber: no part of what people type. */
const CREDENTIALS = /token|auth|key|credential|signature/;

/**
 * Tells by its name whether a field of a body or a URL holds a secret: `pin`, `userPin`, `new_pin`,
 * `nationalId`, `X-Api-Key`; not `shipping`.
 */
export function isSensitiveKey(key: string): boolean {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== 'of' && word !== 'de');
  return words.some(
    (word, index) =>
      WORDS.has(word) || RUN_TOGETHER.test(word) || PAIRS.has(`${word}_${words[index + 1]}`),
  );
}

/** Tells whether a sensitive field holds what a subscriber typed, so that it is a secret elsewhere too. */
export function isSubscriberSecretKey(key: string): boolean {
  return isSensitiveKey(key) && !CREDENTIALS.test(key.toLowerCase());
}
