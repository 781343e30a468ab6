import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import {
  africastalkingBody,
  arkeselAnswer,
  arkeselBody,
  at,
  createReplayBench,
  exchangeAll,
  only,
  START_MS,
  stepsOf,
} from '../../test/replay-bench.ts';

describe('what the input of a hop did', () => {
  const action = (steps: ReturnType<typeof stepsOf>) =>
    steps.map((step) => `${step['ussd.step.action']} ${step['ussd.step.action.source']}`);

  test('next, retry on the same question, back to a screen seen before, end', () => {
    const steps = stepsOf([
      at('', 'CON Main menu\n1. Send\n2. Balance'),
      at('1', 'CON Enter amount\n0. Back'),
      at('1*x', 'CON Invalid amount. Enter amount\n0. Back'),
      at('1*x*0', 'CON Main menu\n1. Send\n2. Balance'),
      at('1*x*0*2', 'END Your balance is KES 12,000.50'),
    ]);
    expect(action(steps)).toEqual(['next user', 'next user', 'retry app', 'back user', 'end app']);
    expect(steps[2]?.['ussd.step.action.message']).toBe('Invalid amount.');
    expect(steps.map((step) => step['ussd.step.name'])).toEqual([
      'main_menu',
      'enter_amount',
      'enter_amount',
      'main_menu',
      'your_balance',
    ]);
  });

  test('more of a long list is no retry', () => {
    const steps = stepsOf([
      at('', 'CON Choose a town\n1. Nairobi\n2. Kisumu\n98. More'),
      at('98', 'CON Choose a town\n3. Nakuru\n4. Eldoret'),
    ]);
    expect(action(steps)[1]).toBe('next user');
  });

  test('a failed hook is to blame for a retry and for an end', () => {
    const hook = { method: 'GET', url: 'http://bank.local/accounts/17', status: 503 };
    const steps = stepsOf([
      at('', 'CON Enter amount'),
      at('5', 'CON Sorry, something went wrong. Enter amount', { hooks: [hook] }),
      at('5*6', 'END Service unavailable, try again later', { hooks: [hook] }),
    ]);
    expect(action(steps)).toEqual(['next user', 'retry hook', 'end hook']);
    expect(steps[2]?.['ussd.session.outcome']).toBe('hook_error');
  });

  test('a cumulative text sent again is not a new input', () => {
    const steps = stepsOf([
      at('', 'CON Main menu\n1. Send'),
      at('1', 'CON Enter amount'),
      at('1', 'CON Enter amount'),
      at('1', 'CON Enter amount'),
      at('1*1', 'CON Enter account'),
      at('1*1', 'CON Enter account'),
    ]);
    expect(steps.map((step) => step['ussd.hop.resend_count'])).toEqual([
      undefined,
      undefined,
      1,
      2,
      undefined,
      1,
    ]);
    expect(steps[2]).toMatchObject({
      'ussd.step.index': 1,
      'ussd.input.type': 'none',
      'ussd.hop.resend_count': 1,
    });
    expect(steps[2]).not.toHaveProperty('ussd.step.action');
    expect(steps[4]).toMatchObject({
      'ussd.step.index': 2,
      'ussd.input.text': '1',
      'ussd.step.action': 'next',
    });
  });

  test('an input may hold the separator', () => {
    const steps = stepsOf([
      at('', 'CON Your name?'),
      at('1', 'CON Town?'),
      at('1*St*Ann', 'CON Age?'),
    ]);
    expect(steps[2]).not.toHaveProperty('ussd.input.text');
  });
});

describe('direct dial', () => {
  test("Africa's Talking: a first text that is not empty may be one, and claims nothing else", () => {
    const [step, next] = stepsOf([at('1*2', 'CON Enter amount'), at('1*2*500', 'CON Enter town')]);
    expect(step).toMatchObject({ 'ussd.input.source': 'dialled', 'ussd.input.type': 'option' });
    expect(step).not.toHaveProperty('ussd.step.index');
    expect(step).not.toHaveProperty('ussd.step.action');
    expect(step).not.toHaveProperty('ussd.step.action.source');
    expect(next).toMatchObject({ 'ussd.input.source': 'user', 'ussd.step.action': 'next' });
  });

  test.each([
    ['1*2', '2'],
    ['1*2*', undefined],
    ['1*0722333444*4821', undefined],
    ['4821*1*2', '2'],
  ])('a process that comes into a session records only the newest of %s', (text, kept) => {
    const steps = stepsOf([at(text, 'CON You typed 4821. Amount?'), at(`${text}*7`, 'END 4821')]);
    expect(steps[0]?.['ussd.input.text']).toBe(kept);
    expect(steps[0]?.['ussd.input.length']).toBe(kept?.length);
    if (text.includes('4821')) {
      expect(JSON.stringify(steps)).not.toContain('4821');
      expect(JSON.stringify(steps)).not.toContain('0722333444');
    }
    expect(steps[1]?.['ussd.input.text']).toBe('7');
  });

  test('a gateway that repeats the session and marks its start tells what was dialled', () => {
    const bench = createReplayBench({
      providers: [
        {
          name: 'mine',
          inputMode: 'cumulative',
          idleLimitSeconds: 60,
          detect: { allOf: ['mine'] },
          parseRequest: ({ fields }) => ({
            sessionId: 's',
            serviceCode: '*1#',
            text: String(fields.mine),
            start: true,
          }),
          readAnswer: ({ body }) => ({ type: 'continue', text: body }),
        },
      ],
    });
    exchangeAll(bench.replay, [{ body: 'mine=1*2', answer: 'Amount?' }]);
    expect(only(bench.spans(), 'step')[0]?.attributes).toMatchObject({
      'ussd.input.source': 'dialled',
      'ussd.input.text': '1*2',
      'ussd.step.action': 'skip',
      'ussd.step.index': 0,
    });
  });

  test('Arkesel: what was dialled behind the code', () => {
    const [step] = stepsOf([
      { body: arkeselBody({ dialled: '*928*1*2*500#' }), answer: arkeselAnswer('Enter PIN', true) },
    ]);
    expect(step).toMatchObject({
      'ussd.service.code': '*928*1#',
      'ussd.input.source': 'dialled',
      'ussd.input.type': 'text',
      'ussd.step.index': 0,
      'ussd.step.action': 'skip',
    });
    // 500 may be an amount or a PIN: nobody was asked yet.
    expect(step).not.toHaveProperty('ussd.input.text');
    expect(step).not.toHaveProperty('ussd.input.length');
  });
});

describe('how a session ended', () => {
  const PIN = at('', 'CON Enter PIN');
  test.each([
    ['completed', [PIN, at('1234', 'END Your request was received')], 'completed'],
    ['rejected, in English', [PIN, at('1234', 'END Sorry, insufficient funds')], 'rejected'],
    ['rejected, in French', [PIN, at('1234', 'END Échec : solde insuffisant')], 'rejected'],
    ['rejected, in Swahili', [PIN, at('1234', 'END Samahani, salio halitoshi')], 'rejected'],
    [
      'invalid input, after a retry',
      [PIN, at('1', 'CON Wrong PIN. Enter PIN'), at('1*2', 'END Wrong PIN. Account blocked')],
      'invalid_input',
    ],
    [
      'invalid input, in its own words',
      [PIN, at('1', 'END Too many invalid entries')],
      'invalid_input',
    ],
    ['app error, on an error status', [PIN, at('1234', 'oops', { status: 500 })], 'app_error'],
    ['app error, on an answer without prefix', [PIN, at('1234', 'Hello')], 'app_error'],
    ['app error, on white space before it', [PIN, at('1234', ' CON Hello')], 'app_error'],
    ['app error, on an empty answer', [PIN, at('1234', '')], 'app_error'],
  ] as const)('%s', (_name, exchanges, outcome) => {
    expect(stepsOf(exchanges).at(-1)).toMatchObject({
      'ussd.session.outcome': outcome,
      'ussd.session.outcome.source': 'inferred',
    });
  });

  test.each([
    ['a service that refuses', 403, 'END Wrong PIN', 'rejected'],
    ['a service that is overloaded', 429, 'END Failed, try again later', 'hook_error'],
    ['a service that is broken', 500, 'END Failed, try again later', 'hook_error'],
    ['a broken service that the app coped with', 500, 'END Thank you', 'completed'],
  ])('%s', (_name, status, answer, outcome) => {
    const hooks = [{ method: 'POST', url: 'http://bank.local/pay', status }];
    const [step] = stepsOf([at('', answer, { hooks })]);
    expect(step).toMatchObject({
      'ussd.session.outcome': outcome,
      'ussd.step.action.source': outcome === 'completed' ? 'app' : 'hook',
    });
  });

  test('what the app says wins', () => {
    const bench = createReplayBench();
    const hop = bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody(''),
      atMs: START_MS,
    });
    hop?.setOutcome('rejected');
    hop?.answer({ status: 200, headers: {}, body: 'END Thank you', atMs: START_MS + 9 });
    for (const span of bench.spans()) {
      expect(span.attributes).toMatchObject({
        'ussd.session.outcome': 'rejected',
        'ussd.session.outcome.source': 'app',
      });
    }
  });

  test('a handler that throws is an error of the app; a wrong PIN and a failed hook are none', () => {
    const bench = createReplayBench();
    exchangeAll(bench.replay, [
      at('', 'CON Enter PIN'),
      at('1', 'CON Wrong PIN. Enter PIN', {
        hooks: [{ method: 'GET', url: 'http://a/b', status: 500 }],
      }),
    ]);
    const hop = bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody('1*2'),
      atMs: START_MS + 60_000,
    });
    hop?.fail({ errorType: 'TypeError', atMs: START_MS + 60_010 });
    const steps = only(bench.spans(), 'step');
    expect(steps.map((step) => step.status.code)).toEqual([
      SpanStatusCode.UNSET,
      SpanStatusCode.UNSET,
      SpanStatusCode.ERROR,
    ]);
    expect(steps[2]?.attributes).toMatchObject({
      'error.type': 'TypeError',
      'ussd.session.outcome': 'app_error',
    });
    expect(only(bench.spans(), 'session')[0]?.status.code).toBe(SpanStatusCode.ERROR);
  });
});
