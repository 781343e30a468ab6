import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankThatAnswers, calmBank } from './bank/calm-bank.ts';
import { customerOf, msisdnAt } from './bank/customers.ts';
import { createBankClient } from './bank-client.ts';
import { createMenu, VERSIONS, type Version } from './menu.ts';

const SCREEN_MAX = 160;
const asha = msisdnAt('KE', 1);
const kofi = msisdnAt('GH', 2);
const pinOf = (msisdn: string) => customerOf(msisdn)?.pin ?? '';

function dial(version: Version, msisdn = asha, bank = calmBank().bank) {
  const menu = createMenu(version);
  return (...inputs: string[]) => menu({ msisdn, serviceCode: '*384*2468#', inputs }, bank);
}

describe('sending money', () => {
  test('asks for number, amount, PIN and confirmation, then pays once', async () => {
    const { bank, asked } = calmBank();
    const wallet = dial('1.4.0', asha, bank);
    const inputs = ['1', '0700000003', '250', pinOf(asha), '1'];

    expect((await wallet(...inputs.slice(0, 1))).text).toContain('phone number');
    expect((await wallet(...inputs.slice(0, 2))).text).toContain('amount');
    expect((await wallet(...inputs.slice(0, 3))).text).toContain('PIN');
    expect((await wallet(...inputs.slice(0, 4))).text).toContain('1. Yes');
    const last = await wallet(...inputs);
    expect(last.more).toBe(false);
    expect(last.text).toContain('Money sent');
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('asks what the payment is for since 1.5.0, and not before', async () => {
    const inputs = ['1', '0700000003', '250'];
    expect((await dial('1.4.0')(...inputs)).text).toContain('PIN');
    expect((await dial('1.5.0')(...inputs)).text).toContain('Payment reference');
    expect((await dial('1.5.0')(...inputs, 'rent')).text).toContain('not valid');
    expect((await dial('1.5.0')(...inputs, 'rent for march')).text).toContain('PIN');
  });

  test('ends with a plain word when the PIN is wrong or the money is short', async () => {
    const wrong = pinOf(asha) === '1111' ? '2222' : '1111';
    expect((await dial('1.4.0')('1', '0700000003', '250', wrong, '1')).text).toContain('Wrong PIN');

    const poor = dial(
      '1.4.0',
      asha,
      bankThatAnswers({ status: 402, body: { problem: 'insufficient_funds' } }),
    );
    expect((await poor('2', '50', '1')).text).toContain('Insufficient funds');
  });
});

test('a bank that fails ends the session with an apology', async () => {
  const wallet = dial('1.4.0', asha, bankThatAnswers({ status: 500, body: {} }));
  expect(await wallet('4', pinOf(asha))).toEqual({
    text: expect.stringContaining('Service unavailable'),
    more: false,
  });
});

test('a lookup that fails is asked for once more, a payment never', async () => {
  const methods: string[] = [];
  const bank = createBankClient(async ({ method }) => {
    methods.push(method);
    return { status: 500, body: {} };
  });
  await dial('1.4.0', asha, bank)('4', pinOf(asha));
  await dial('1.4.0', asha, bank)('2', '50', '1');
  expect(methods).toEqual(['GET', 'GET', 'POST']);
});

test('the third mistake ends the session', async () => {
  const wallet = dial('1.4.0');
  expect((await wallet('9', '9')).more).toBe(true);
  expect((await wallet('9', '9', '9')).more).toBe(false);
});

test('0 goes back, 6 changes the language in Kenya only', async () => {
  expect((await dial('1.4.0')('1', '0')).text).toContain('Jirani Wallet');
  expect((await dial('1.4.0')('6')).text).toContain('Tuma pesa');
  expect((await dial('1.4.0')('6', '1', '0700000003', '250')).text).toContain('namba ya siri');
  expect((await dial('1.4.0', kofi)('6')).text).toContain('Invalid choice');
});

test('every screen fits a phone, whatever is typed', async () => {
  const typed = fc.constantFrom(
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '0700000003',
    '250',
    '50000',
    '1234567',
    pinOf(asha),
    'rent for march',
    '',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...VERSIONS),
      fc.constantFrom(asha, kofi),
      fc.array(typed, { maxLength: 8 }),
      async (version, msisdn, inputs) => {
        const { text } = await dial(version, msisdn)(...inputs);
        expect(text.length).toBeLessThanOrEqual(SCREEN_MAX);
      },
    ),
    { numRuns: 500 },
  );
});
