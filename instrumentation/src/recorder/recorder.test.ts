import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import {
  APP_MS,
  africastalkingBody,
  arkeselAnswer,
  arkeselBody,
  createReplayBench,
  type Exchange,
  exchangeAll,
  milliseconds,
  only,
  START_MS,
  THINK_MS,
} from '../../test/replay-bench.ts';
import { sessionIds } from '../session/ids.ts';

const at = (text: string, answer: string, more: Partial<Exchange> = {}): Exchange => ({
  body: africastalkingBody(text),
  answer,
  ...more,
});

const TRANSFER: readonly Exchange[] = [
  at('', 'CON Welcome to Zuri Bank\n1. Send money\n2. Balance'),
  at('1', 'CON Enter amount'),
  at('1*500', 'CON Send KES 500 to Jane. Enter your PIN'),
  at('1*500*4821', 'END Sent. Thank you'),
];

/** Plays exchanges into a new recorder and gives back its step spans' attributes. */
function stepsOf(
  exchanges: readonly Exchange[],
  capture: 'minimal' | 'standard' | 'full' = 'full',
) {
  const bench = createReplayBench({ capture });
  exchangeAll(bench.replay, exchanges);
  expect(bench.problems).toEqual([]);
  return only(bench.spans(), 'step').map((span) => span.attributes);
}

describe('a session is one trace', () => {
  const bench = createReplayBench({ capture: 'full' });
  exchangeAll(bench.replay, TRANSFER);
  const ids = sessionIds('africastalking', 'ATUid_test');
  const steps = only(bench.spans(), 'step');
  const roots = only(bench.spans(), 'session');

  test('whose steps are SERVER children of a root that exists only when the session has ended', () => {
    expect(steps).toHaveLength(4);
    for (const step of steps) {
      expect(step.kind).toBe(SpanKind.SERVER);
      expect(step.spanContext().traceId).toBe(ids.traceId);
      expect(step.parentSpanContext?.spanId).toBe(ids.spanId);
      expect(step.parentSpanContext?.isRemote).toBe(true);
    }
  });

  test('with exactly one root, from the first request to the last answer', () => {
    expect(roots).toHaveLength(1);
    const [root] = roots;
    expect(root?.spanContext()).toMatchObject(ids);
    expect(root?.parentSpanContext).toBeUndefined();
    expect(root?.kind).toBe(SpanKind.INTERNAL);
    expect(root?.name).toBe('session *384*123#');
    expect(milliseconds(root?.startTime ?? [0, 0])).toBe(START_MS);
    expect(milliseconds(root?.endTime ?? [0, 0])).toBe(START_MS + 3 * (APP_MS + THINK_MS) + APP_MS);
  });

  test('which says how it ended, as the step that ended it does and no other', () => {
    const ending = {
      'ussd.session.outcome': 'completed',
      'ussd.session.outcome.source': 'inferred',
      'ussd.session.end.source': 'callback',
      'ussd.session.step.count': 4,
    };
    expect(roots[0]?.attributes).toMatchObject(ending);
    expect(steps[3]?.attributes).toMatchObject(ending);
    for (const step of steps.slice(0, 3)) {
      expect(step.attributes).not.toHaveProperty('ussd.session.outcome');
    }
  });

  test('whose spans all carry what a session is found by', () => {
    for (const span of bench.spans()) {
      expect(span.attributes).toMatchObject({
        'ussd.provider.name': 'africastalking',
        'ussd.service.code': '*384*123#',
        'session.id': 'ATUid_test',
        'network.carrier.name': 'Safaricom',
        'ussd.client.kind': 'live',
        'ussd.capture.level': 'full',
        'user.hash': expect.stringMatching(/^k1\.[\w-]{22}$/),
        'user.id': '+254711000111',
      });
    }
  });

  test('a step tells its time from the request to the answer', () => {
    const [first] = steps;
    expect(milliseconds(first?.startTime ?? [0, 0])).toBe(START_MS);
    expect(milliseconds(first?.endTime ?? [0, 0])).toBe(START_MS + APP_MS);
  });
});

test('a second END of the same session makes no second root', () => {
  const bench = createReplayBench();
  exchangeAll(bench.replay, [...TRANSFER, at('1*500*4821', 'END Sent. Thank you')]);
  expect(only(bench.spans(), 'session')).toHaveLength(1);
});

test('a step links to the HTTP server span around it', () => {
  const bench = createReplayBench();
  const httpServerSpan = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
  };
  bench.replay
    .request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody(''),
      atMs: 1e12,
      httpServerSpan,
    })
    ?.answer({ status: 200, headers: {}, body: 'CON Hi', atMs: 1e12 + 1 });
  expect(bench.spans()[0]?.links).toEqual([{ context: httpServerSpan }]);
});

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
      at('1*1', 'CON Enter account'),
    ]);
    expect(steps[2]).toMatchObject({
      'ussd.step.index': 1,
      'ussd.input.type': 'none',
      'http.request.resend_count': 1,
    });
    expect(steps[2]).not.toHaveProperty('ussd.step.action');
    expect(steps[3]).toMatchObject({
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
  test("Africa's Talking: a first text that is not empty", () => {
    const [step] = stepsOf([at('1*2', 'CON Enter amount')]);
    expect(step).toMatchObject({
      'ussd.input.source': 'dialled',
      'ussd.input.text': '1*2',
      'ussd.step.action': 'skip',
    });
    expect(step).not.toHaveProperty('ussd.step.index');
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

describe('hooks', () => {
  const bench = createReplayBench({ capture: 'full' });
  exchangeAll(bench.replay, [
    at('', 'CON Hi', {
      hooks: [
        {
          method: 'GET',
          url: 'https://bank.local/v1/accounts/0711000111/balance?x=1',
          status: 200,
        },
        { method: 'POST', url: 'http://bank.local:4000/pay', errorType: 'timeout' },
        { method: 'GET', url: 'http://bank.local:4000/pay', status: 404 },
      ],
    }),
  ]);
  const hooks = only(bench.spans(), 'hook');

  test('are CLIENT children of their step, named by their route', () => {
    const [step] = only(bench.spans(), 'step');
    expect(hooks.map((hook) => hook.name)).toEqual([
      'hook GET v1/accounts/{id}/balance',
      'hook POST pay',
      'hook GET pay',
    ]);
    for (const hook of hooks) {
      expect(hook.kind).toBe(SpanKind.CLIENT);
      expect(hook.parentSpanContext?.spanId).toBe(step?.spanContext().spanId);
    }
  });

  test('say where they went and how it went', () => {
    expect(hooks[0]?.attributes).toMatchObject({
      'url.template': '/v1/accounts/{id}/balance',
      'url.full': 'https://bank.local/v1/accounts/0711000111/balance?x=1',
      'server.address': 'bank.local',
      'server.port': 443,
      'http.request.method': 'GET',
      'http.response.status_code': 200,
    });
    expect(hooks.map((hook) => hook.status.code)).toEqual([0, 2, 2]);
    expect(hooks.map((hook) => hook.attributes['error.type'])).toEqual([
      undefined,
      'timeout',
      '404',
    ]);
  });
});

test('an end notification is a SERVER span of its own, child of the root, with the outcome of its word', () => {
  const bench = createReplayBench();
  const report = (status: string) =>
    `sessionId=ATUid_test&serviceCode=*384*123%23&networkCode=63902&phoneNumber=%2B254711000111&status=${status}` +
    '&cost=0.00&durationInMillis=1200&hopsCount=1&input=&lastAppResponse=';
  exchangeAll(bench.replay, [
    at('', 'CON Hi'),
    ...['Success', 'Incomplete', 'Failed'].map((status) => ({
      body: report(status),
      answer: 'OK',
    })),
  ]);
  const reports = only(bench.spans(), 'end_report');
  expect(reports.map((span) => span.attributes['ussd.session.outcome'])).toEqual([
    undefined,
    'abandoned',
    'app_error',
  ]);
  expect(reports[0]?.name).toBe('end report');
  expect(reports[0]?.kind).toBe(SpanKind.SERVER);
  expect(reports[0]?.parentSpanContext?.spanId).toBe(
    sessionIds('africastalking', 'ATUid_test').spanId,
  );
  expect(only(bench.spans(), 'session')).toHaveLength(0);
});

describe('capture levels', () => {
  const exchanges = [
    at('', 'CON Welcome\n1. Send money'),
    at('1', 'CON Phone number?'),
    at('1*0722333444', 'CON Send to 0722333444, balance KES 1,250.00. Enter PIN', {
      hooks: [
        {
          method: 'POST',
          url: 'http://bank.local/names/0722333444',
          requestBody: '{"phone":"0722333444","tries":1}',
          responseBody: '{"name":"Jane","tags":["a"]}',
          status: 200,
        },
      ],
    }),
    at('1*0722333444*4821', 'END Done, 4821'),
  ];
  const play = (capture: 'minimal' | 'standard' | 'full') => {
    const bench = createReplayBench({ capture });
    exchangeAll(bench.replay, exchanges);
    return bench.spans();
  };

  test('minimal: no screen, no input, no body, no number', () => {
    for (const { attributes } of play('minimal')) {
      for (const key of [
        'ussd.response.text',
        'ussd.input.text',
        'ussd.hook.request.body',
        'ussd.hook.response.body',
        'url.full',
        'user.id',
        'ussd.step.action.message',
      ]) {
        expect(attributes).not.toHaveProperty(key);
      }
    }
    expect(only(play('minimal'), 'step')[0]?.attributes['ussd.step.name']).toMatch(
      /^screen_[\da-f]{6}$/,
    );
  });

  test('standard: choices, masked screens, shapes', () => {
    const spans = play('standard');
    const steps = only(spans, 'step').map((span) => span.attributes);
    expect(steps[1]).toMatchObject({ 'ussd.input.text': '1', 'ussd.input.type': 'option' });
    expect(steps[2]).toMatchObject({
      'ussd.input.type': 'number',
      'ussd.input.length': 10,
      'ussd.response.text': 'Send to •••, balance KES •••. Enter PIN',
    });
    expect(steps[2]).not.toHaveProperty('ussd.input.text');
    const [hook] = only(spans, 'hook');
    expect(hook?.attributes).toMatchObject({
      'url.template': '/names/{id}',
      'ussd.hook.request.body': '{"phone":"string","tries":"number"}',
      'ussd.hook.response.body': '{"name":"string","tags":["string"]}',
    });
    expect(hook?.attributes).not.toHaveProperty('url.full');
    expect(spans.some((span) => 'user.id' in span.attributes)).toBe(false);
  });

  test('full: everything but the secret, whose length is not told either', () => {
    const spans = play('full');
    const steps = only(spans, 'step').map((span) => span.attributes);
    expect(steps[2]).toMatchObject({
      'ussd.input.text': '0722333444',
      'ussd.response.text': 'Send to 0722333444, balance KES 1,250.00. Enter PIN',
    });
    expect(only(spans, 'hook')[0]?.attributes).toMatchObject({
      'url.full': 'http://bank.local/names/0722333444',
      'ussd.hook.request.body': '{"phone":"0722333444","tries":1}',
    });
    expect(steps[3]).toMatchObject({
      'ussd.input.type': 'secret',
      'ussd.response.text': 'Done, •••',
    });
    expect(steps[3]).not.toHaveProperty('ussd.input.length');
  });

  test.each(['minimal', 'standard'] as const)('%s: no phone number in any text', (capture) => {
    const texts = play(capture).flatMap((span) => [
      span.name,
      ...Object.values(span.attributes).map(String),
    ]);
    expect(texts.filter((text) => /722333444|711000111/.test(text))).toEqual([]);
  });
});

test("a provider's id that holds the subscriber's number is replaced by a pseudonym", () => {
  const bench = createReplayBench();
  exchangeAll(bench.replay, [
    { body: africastalkingBody('', '254711000111-1'), answer: 'END Bye' },
  ]);
  for (const span of bench.spans()) expect(span.attributes['session.id']).toMatch(/^p\.[\w-]{22}$/);
});

test('without a key there is no user.hash, and one warning has a command that makes one', () => {
  const bench = createReplayBench({ userHashKey: undefined } as never);
  exchangeAll(bench.replay, TRANSFER);
  exchangeAll(bench.replay, [{ body: africastalkingBody('', 'other'), answer: 'END Bye' }]);
  expect(bench.spans().some((span) => 'user.hash' in span.attributes)).toBe(false);
  expect(bench.problems.map(String)).toEqual([
    expect.stringContaining('export HOPSCOPE_USER_HASH_KEY=$(node'),
  ]);
});

describe('nothing of ours reaches the app', () => {
  test('a provider that throws is reported once, and the app goes on', () => {
    const fail = () => {
      throw new Error('parser');
    };
    const bench = createReplayBench({
      providers: [
        {
          name: 'mine',
          inputMode: 'latest',
          idleLimitSeconds: 60,
          detect: { allOf: ['mine'] },
          parseRequest: fail,
          readAnswer: fail,
        },
      ],
    });
    exchangeAll(bench.replay, [
      { body: 'mine=1', answer: 'x' },
      { body: 'mine=2', answer: 'x' },
    ]);
    expect(bench.problems).toHaveLength(1);
    expect(bench.spans()).toHaveLength(0);
  });

  test('an answer that cannot be read still ends the span, without guessing how the session went', () => {
    const bench = createReplayBench({
      providers: [
        {
          name: 'mine',
          inputMode: 'latest',
          idleLimitSeconds: 60,
          detect: { allOf: ['mine'] },
          parseRequest: () => ({ sessionId: 's', serviceCode: '*1#', text: '', start: true }),
          readAnswer: () => {
            throw new Error('reader');
          },
        },
      ],
    });
    exchangeAll(bench.replay, [{ body: 'mine=1', answer: 'x' }]);
    expect(bench.problems).toHaveLength(1);
    expect(bench.spans()).toHaveLength(1);
    expect(bench.spans()[0]?.attributes).not.toHaveProperty('ussd.session.outcome');
  });
});

describe('when this process cannot know what an input answers, only its class leaves', () => {
  test('after a request whose answer was never seen', () => {
    const bench = createReplayBench({ capture: 'full' });
    exchangeAll(bench.replay, [at('', 'CON Enter amount')]);
    bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: africastalkingBody('500'),
      atMs: START_MS + 7_000,
    });
    exchangeAll(bench.replay, [at('500*4821', 'END Thank you, 4821')], 2);
    const [, last] = only(bench.spans(), 'step');
    expect(last?.attributes).toMatchObject({
      'ussd.input.type': 'number',
      'ussd.response.text': 'Thank you, •••',
    });
    expect(last?.attributes).not.toHaveProperty('ussd.input.text');
    expect(last?.attributes).not.toHaveProperty('ussd.input.length');
  });

  test('once a gateway that sends only the latest input was seen to call another process too', () => {
    const bench = createReplayBench({ capture: 'full' });
    exchangeAll(bench.replay, [
      { body: arkeselBody({ typed: '1' }, 'begun elsewhere'), answer: arkeselAnswer('Hi', true) },
      {
        body: arkeselBody({ dialled: '*928*1#' }, 'here'),
        answer: arkeselAnswer('Enter amount', true),
      },
      // The amount and the question for the PIN were elsewhere.
      { body: arkeselBody({ typed: '4821' }, 'here'), answer: arkeselAnswer('Done 4821', false) },
    ]);
    const last = only(bench.spans(), 'step').at(-1);
    expect(last?.attributes).toMatchObject({
      'ussd.capture.level': 'standard',
      'ussd.input.type': 'number',
      'ussd.response.text': 'Done •••',
    });
    expect(last?.attributes).not.toHaveProperty('ussd.input.text');
  });
});

test('a secret of letters is no part of a step name', () => {
  const [, step] = stepsOf([
    at('', 'CON Enter password'),
    at('sesame', 'CON Sesame is set. Amount?'),
  ]);
  expect(step?.['ussd.step.name']).toBe('is_set');
});

test('a secret that a screen tells is taken out from then on', () => {
  const [told, echoed] = stepsOf([
    at('', 'CON Your OTP is 482113. Amount?'),
    at('5', 'END Thank you, 482113'),
  ]);
  expect(told?.['ussd.response.text']).toBe('Your OTP is •••. Amount?');
  expect(echoed?.['ussd.response.text']).toBe('Thank you, •••');
});

test('what the app marks as sensitive is a secret', () => {
  const bench = createReplayBench({ capture: 'full' });
  exchangeAll(bench.replay, [at('', 'CON Favourite colour?')]);
  const hop = bench.replay.request({
    method: 'POST',
    path: '/',
    headers: {},
    body: africastalkingBody('blue'),
    atMs: START_MS + 9_000,
  });
  hop?.markSensitive();
  hop?.answer({ status: 200, headers: {}, body: 'END blue it is', atMs: START_MS + 9_050 });
  const [, step] = only(bench.spans(), 'step');
  expect(step?.attributes).toMatchObject({
    'ussd.input.type': 'secret',
    'ussd.response.text': '••• it is',
  });
  expect(step?.attributes).not.toHaveProperty('ussd.input.length');
});
