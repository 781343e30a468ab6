import { describe, expect, test } from 'vitest';
import { readScreen } from '../step/screen.ts';
import { shownSecrets } from './shown-secrets.ts';

const asks = (screen: string) => readScreen(screen).asksSecret;

describe('a screen asks for a secret', () => {
  test.each([
    'Enter your PIN',
    'Enter M-PESA PIN:',
    'Enter MPIN',
    'Enter P.I.N',
    'Enter 4-digit number',
    'Create a new PIN\n0. Back',
    'Send KES 500 to JANE?\nEnter PIN to confirm\n1. Cancel\n0. Home',
    '1. Enter PIN',
    'Enter password',
    'Enter passcode',
    'Enter the OTP sent to 0711',
    'An O.T.P was sent',
    'Enter one-time code',
    'Enter code',
    'Please enter the 6 digit code we sent you',
    'Enter verification code',
    'Your secret word',
    'Enter your national ID number',
    'Enter ID number',
    'ID No:',
    'Enter your ID',
    'Enter ID/Passport',
    'Enter your BVN',
    'NIN?',
    'Enter Ghana Card number',
    'Enter card number',
    'Enter CVV',
    'Enter date of birth (DDMMYYYY)',
    'Ingiza PIN yako',
    'Ingiza neno la siri',
    'Weka namba ya siri',
    'Ingiza nywila',
    'Weka namba ya kitambulisho',
    'Entrez votre code secret',
    'Saisissez le code',
    'Mot de passe :',
    'Code à 4 chiffres',
    "Numéro de pièce d'identité",
    'Numéro de carte',
    'Digite o código secreto',
    'Injiza umubare w’ibanga',
  ])('%s', (screen) => {
    expect(asks(screen)).toBe(true);
  });
});

describe('a screen does not', () => {
  test.each([
    'Welcome\n1. Change PIN\n2. Forgot password\n3. Balance',
    'Enter amount',
    'Enter agent code',
    'Enter meter number',
    'Enter the school code',
    'Enter promo code',
    'Dial code *384#',
    'Enter 10 digit phone number',
    'Enter your name',
    'Choose shipping\n1. Spinner\n2. Opinion',
    'Buy scratch card\n1. KES 50\n2. KES 100',
    'Karibu\n1. Tuma pesa\n2. Badili PIN',
    'Valid until 12/2027\n1. OK\n2. Back',
  ])('%s', (screen) => {
    expect(asks(screen)).toBe(false);
  });
});

test.each([
  ['Your OTP is 482113.', ['482113']],
  ['New PIN: 4821', ['4821']],
  ['Votre code secret est 4821', ['4821']],
  ['Namba yako ya siri ni 4821', ['4821']],
  ['Your verification code is AB12-9', ['AB12-9']],
  ['Your PIN is required. Balance 500', []],
  ['PIN changed', []],
])('a secret that a screen tells is known: %s', (screen, secrets) => {
  expect(shownSecrets(screen)).toEqual(secrets);
});
