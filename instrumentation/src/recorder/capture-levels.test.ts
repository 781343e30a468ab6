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
        'ussd.input.length',
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
