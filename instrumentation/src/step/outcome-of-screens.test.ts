import { describe, expect, test } from 'vitest';
import { createReplayBench, only, START_MS } from '../../test/replay-bench.ts';
import { africastalking } from '../doctor/dialects/africastalking.ts';
import { airteltigoXml } from '../doctor/dialects/airteltigo-xml.ts';
import { arkesel } from '../doctor/dialects/arkesel.ts';
import type { Dialect } from '../doctor/dialects/dialect.ts';
import { freeflowHttp } from '../doctor/dialects/freeflow-http.ts';
import { hubtel } from '../doctor/dialects/hubtel.ts';
import { infobip } from '../doctor/dialects/infobip.ts';
import { moolre } from '../doctor/dialects/moolre.ts';
import { mtnMadapi } from '../doctor/dialects/mtn-madapi.ts';
import { nalo } from '../doctor/dialects/nalo.ts';
import { truroute } from '../doctor/dialects/truroute.ts';
import { uzo } from '../doctor/dialects/uzo.ts';
import { wigal } from '../doctor/dialects/wigal.ts';

interface Told {
  readonly screen: string;
  readonly hookStatus?: number;
  readonly status?: number;
  /** Sent as it is, instead of an answer in the gateway's form. */
  readonly body?: string;
}

/** Shows screens in a gateway's own form, the last of them as the session's end. */
function play(dialect: Dialect, screens: readonly Told[]) {
  const bench = createReplayBench({ capture: 'full', provider: dialect.provider });
  const inputs: string[] = [];
  for (const [index, { screen, hookStatus, status = 200, body }] of screens.entries()) {
    const atMs = START_MS + index * 5_000;
    if (index > 0) inputs.push(String(index));
    const hop = bench.replay.request({
      ...dialect.request({ first: index === 0, inputs }),
      atMs,
    });
    if (hookStatus !== undefined) {
      hop?.hook({
        method: 'POST',
        url: 'http://bank.local/pay',
        status: hookStatus,
        startMs: atMs + 1,
        endMs: atMs + 2,
      });
    }
    const answer = dialect.answer(screen, index < screens.length - 1);
    hop?.answer({ status, headers: answer.headers, body: body ?? answer.body, atMs: atMs + 50 });
  }
  expect(bench.mistakes()).toEqual([]);
  return {
    steps: only(bench.spans(), 'step').map(({ attributes }) => attributes),
    outcome: only(bench.spans(), 'session')[0]?.attributes['ussd.session.outcome'],
  };
}

const GATEWAYS: readonly Dialect[] = [
  africastalking,
  airteltigoXml,
  arkesel,
  freeflowHttp,
  hubtel,
  infobip,
  moolre,
  mtnMadapi,
  nalo,
  truroute,
  uzo,
  wigal,
];

const MENU: Told = { screen: 'Karibu Zuri Bank\n1. Send money\n2. Balance' };
const AMOUNT: Told = { screen: 'Enter amount' };
const AMOUNT_AGAIN: Told = { screen: 'Invalid amount. Enter amount' };

const ENDINGS: readonly (readonly [string, readonly Told[], string, string])[] = [
  ['a receipt', [MENU, { screen: 'You have sent KES 500. Ref QX1' }], 'completed', 'end app'],
  ['a refusal', [MENU, { screen: 'Sorry, you have insufficient funds' }], 'rejected', 'end app'],
  [
    'a service that is down',
    [MENU, { screen: 'Request failed. Try again later', hookStatus: 503 }],
    'hook_error',
    'end hook',
  ],
  [
    'a service that is down, coped with',
    [MENU, { screen: 'Received. We will text you', hookStatus: 503 }],
    'completed',
    'end app',
  ],
  [
    'a service that refuses',
    [MENU, { screen: 'Your PIN is wrong', hookStatus: 403 }],
    'rejected',
    'end hook',
  ],
  [
    'one mistake too many',
    [MENU, AMOUNT, AMOUNT_AGAIN, { screen: 'Invalid amount. Goodbye' }],
    'invalid_input',
    'end app',
  ],
  [
    'success after a mistake',
    [MENU, AMOUNT, AMOUNT_AGAIN, { screen: 'You have sent 500' }],
    'completed',
    'end app',
  ],
  ['too many tries', [MENU, { screen: 'Too many attempts. Bye' }], 'invalid_input', 'end app'],
  ['an error page', [MENU, { screen: '', status: 500, body: 'oops' }], 'app_error', 'end app'],
];

describe.each(GATEWAYS.map((dialect) => [dialect.provider, dialect] as const))(
  'a session of %s',
  (_provider, dialect) => {
    test.each(ENDINGS)('that ends on %s', (_name, screens, outcome, action) => {
      const played = play(dialect, screens);
      expect(played.outcome).toBe(outcome);
      expect(played.steps.at(-1)).toMatchObject({
        'ussd.session.outcome': outcome,
        'ussd.session.outcome.source': 'inferred',
      });
      const { 'ussd.step.action': did, 'ussd.step.action.source': by } = played.steps.at(-1) ?? {};
      expect(`${did} ${by}`).toBe(action);
    });
  },
);

test.each([
  ['africastalking', africastalking, 'You have sent 500'],
  ['arkesel', arkesel, '{"message":"You have sent 500"'],
  ['airteltigo_xml', airteltigoXml, '<response><msg>You have sent 500'],
  ['wigal', wigal, 'You have sent 500'],
] as const)('an answer that %s cannot read is an error of the app', (_name, dialect, body) => {
  const { outcome, steps } = play(dialect, [MENU, { screen: '', body }]);
  expect(outcome).toBe('app_error');
  expect(steps.at(-1)?.['error.type']).toBe('invalid_response');
});

/** What real last screens say; the ones that went well hold words that look like the others'. */
const LAST_SCREENS: readonly (readonly [outcome: string, screens: readonly string[]])[] = [
  [
    'rejected',
    [
      'Insufficient balance to complete this transaction.',
      'The PIN you entered is incorrect',
      'You do not have enough airtime',
      'Your loan request was not approved at this time.',
      'You are not eligible for this offer',
      'Daily transfer limit exceeded',
      'Your account is locked. Call 100.',
      'The system is busy. Dial again in a few minutes',
      'Your request could not be processed',
      'Account number does not exist',
      'Service temporarily unavailable',
      'Transaction cancelled.',
      'Solde insuffisant.',
      'Numéro non valide',
      'Votre transaction n’a pas abouti',
      'Votre compte est suspendu',
      'Code PIN erroné',
      'Plafond journalier dépassé',
      'Veuillez réessayer plus tard',
      'Désolé, une erreur est survenue',
      'Samahani, salio lako halitoshi',
      'Namba ya siri si sahihi',
      'Akaunti yako imefungwa',
      'Muamala wako haujafanikiwa',
      'Huwezi kukopa kwa sasa',
      'Ombi lako limeshindikana',
      'Malipo hayajakamilika',
    ],
  ],
  [
    'invalid_input',
    [
      'Too many wrong entries',
      'Trop de tentatives. Au revoir',
      'Umekosea mara nyingi. Akaunti imefungwa',
    ],
  ],
  [
    'completed',
    [
      'You have sent KES 500 to Jane. New balance KES 1,200',
      'Thank you. You will receive an SMS shortly.',
      'Your PIN has been changed successfully',
      'Vote recorded. Thank you for voting!',
      'Balance: GHS 20.50',
      'Goodbye',
      'Enter your PIN on the prompt to approve',
      'Your claim was received. We do not charge for this service',
      'Merci, votre paiement a été effectué',
      'Votre solde est de 5 000 FCFA',
      'Vous recevrez un SMS de confirmation',
      'Asante kwa kutumia huduma yetu',
      'Malipo yako yamepokelewa',
      'Salio lako ni TZS 5,000',
      'Hongera, umeshinda zawadi',
    ],
  ],
];

test.each(
  LAST_SCREENS.flatMap(([outcome, screens]) => screens.map((screen) => [outcome, screen] as const)),
)('%s: "%s"', (outcome, screen) => {
  expect(play(africastalking, [MENU, { screen }]).outcome).toBe(outcome);
});
