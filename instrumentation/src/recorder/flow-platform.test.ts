import type { Attributes } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportedTexts } from '../../test/exported-texts.ts';
import {
  APP_MS,
  createReplayBench,
  only,
  type ReplayBench,
  START_MS,
  THINK_MS,
} from '../../test/replay-bench.ts';
import type { HookAction } from '../providers/provider.ts';
import { CAPTURE_LEVELS } from '../semconv.ts';

interface Call {
  readonly path?: string;
  readonly key?: string;
  readonly values?: object;
  readonly session?: object;
  readonly answer?: unknown;
  readonly status?: number;
  readonly hooks?: readonly { readonly status: number }[];
}

/** Plays the calls that USSDK makes of an app's hooks. */
function callAll(bench: ReplayBench, calls: readonly Call[]): void {
  for (const [position, call] of calls.entries()) {
    const { path = '/check', key = '', values = {}, session = {}, answer = null } = call;
    const atMs = START_MS + position * (APP_MS + THINK_MS);
    const hop = bench.replay.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        input: { key },
        props: { session: { id: 'uk1', msisdn: '0240000001', network: 'mtn', ...session }, values },
      }),
      atMs,
    });
    for (const { status } of call.hooks ?? []) {
      hop?.hook({
        method: 'GET',
        url: 'http://bank/x',
        status,
        startMs: atMs + 1,
        endMs: atMs + 2,
      });
    }
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    hop?.answer({ status: call.status ?? 200, headers: {}, body, atMs: atMs + APP_MS });
  }
}

function stepsOf(calls: readonly Call[], config: Parameters<typeof createReplayBench>[0] = {}) {
  const bench = createReplayBench(config);
  callAll(bench, calls);
  expect(bench.mistakes()).toEqual([]);
  return only(bench.spans(), 'step').map((span) => span.attributes);
}

const actionOf = (step: Attributes | undefined) =>
  `${step?.['ussd.step.action']} ${step?.['ussd.step.action.source']}`;

describe('an app that is a hook of a flow platform', () => {
  test('has its calls in one trace, each a step named by its route', () => {
    const bench = createReplayBench();
    callAll(bench, [
      { path: '/welcome' },
      { path: '/accounts/233240000001?x=1', key: '1' },
      { path: '/pay', key: '500' },
    ]);
    const steps = only(bench.spans(), 'step');
    expect(new Set(steps.map((step) => step.spanContext().traceId)).size).toBe(1);
    expect(steps.map((step) => step.name)).toEqual([
      'step welcome',
      'step accounts/{id}',
      'step pay',
    ]);
    expect(steps.map(({ attributes }) => attributes['ussd.step.name.source'])).toEqual(
      Array(3).fill('route'),
    );
    expect(steps.map(({ attributes }) => attributes['ussd.input.text'])).toEqual([
      undefined,
      '1',
      undefined,
    ]);
    expect(only(bench.spans(), 'session')).toEqual([]);
  });

  test.each<[string, unknown, string, string | undefined]>([
    ['retry', { action: 'retry', message: 'No such account' }, 'retry hook', 'No such account'],
    ['back', { action: 'back' }, 'back hook', undefined],
    ['skip', { action: 'SKIP', input: '2' }, 'skip hook', undefined],
    ['end', { action: 'end', message: 'Goodbye' }, 'end hook', 'Goodbye'],
    ['one in an object', { action: { type: 'retry', message: 'Again' } }, 'retry hook', 'Again'],
    ['a flag', { back: true, message: 'Not here' }, 'back hook', 'Not here'],
    ['data', { balance: 200 }, 'next user', undefined],
    ['data that is called like one', { end: '2026-12-01', skip: 0 }, 'next user', undefined],
    ['an action of the app’s own', { action: 'withdraw' }, 'next user', undefined],
    ['nothing', null, 'next user', undefined],
    ['an empty body', '', 'next user', undefined],
    ['no JSON', 'ok', 'next user', undefined],
  ])('tells %s by its answer', (_name, answer, action, message) => {
    const [step] = stepsOf([{ answer }]);
    expect(actionOf(step)).toBe(action);
    expect(step?.['ussd.step.action.message']).toBe(message);
  });

  test('an input that a hook supplied with a skip is the hook’s, another one the subscriber’s', () => {
    const steps = stepsOf([
      { path: '/a', key: '1', answer: { action: 'skip', input: '2' } },
      { path: '/b', key: '2', answer: { action: 'skip', input: '3' } },
      { path: '/c', key: '4' },
      { path: '/d', key: '3' },
    ]);
    expect(steps.map((step) => step['ussd.input.source'])).toEqual([
      'user',
      'hook',
      'user',
      'user',
    ]);
  });

  test('the same route again is no retry, because one route may serve every step', () => {
    const steps = stepsOf([{ key: '1' }, { key: '2' }, { key: '3', answer: { action: 'retry' } }]);
    expect(steps.map(actionOf)).toEqual(['next user', 'next user', 'retry hook']);
  });

  test.each<[string, readonly Call[], string]>([
    ['refuses', [{ answer: { action: 'end', message: 'Sorry, no account' } }], 'rejected'],
    ['ends without a word', [{ answer: { action: 'end' } }], 'rejected'],
    [
      'gives up after a retry',
      [{ answer: { action: 'retry' } }, { answer: { action: 'end' } }],
      'invalid_input',
    ],
    ['says too many', [{ answer: { action: 'end', message: 'Too many tries' } }], 'invalid_input'],
    [
      'cannot reach its bank',
      [{ answer: { action: 'end' }, hooks: [{ status: 503 }] }],
      'hook_error',
    ],
  ])('a hook that %s ends the session', (_name, calls, outcome) => {
    const bench = createReplayBench();
    callAll(bench, calls);
    const [root] = only(bench.spans(), 'session');
    expect(root?.attributes).toMatchObject({
      'ussd.session.outcome': outcome,
      'ussd.session.outcome.source': 'inferred',
    });
    expect(only(bench.spans(), 'step').at(-1)?.attributes).toMatchObject({
      'ussd.response.type': 'end',
      'ussd.step.action': 'end',
      'ussd.step.action.source': 'hook',
    });
  });

  test('an error status fails the step and does not end the session: what the platform does then is not known', () => {
    const bench = createReplayBench();
    callAll(bench, [
      { session: { id: undefined } },
      { session: { id: undefined }, status: 500 },
      { session: { id: undefined } },
    ]);
    const steps = only(bench.spans(), 'step');
    expect(steps.map((step) => step.attributes['error.type'])).toEqual([
      undefined,
      '500',
      undefined,
    ]);
    expect(steps[1]?.attributes).not.toHaveProperty('ussd.step.action');
    expect(steps[1]?.attributes).not.toHaveProperty('ussd.session.outcome');
    expect(new Set(steps.map((step) => step.spanContext().traceId)).size).toBe(1);
    expect(only(bench.spans(), 'session')).toEqual([]);
  });

  test('the app’s own word wins over its answer', () => {
    const bench = createReplayBench();
    const hop = bench.replay.request({
      method: 'POST',
      path: '/pay',
      headers: {},
      body: JSON.stringify({
        input: { key: '1' },
        props: { session: { id: 'uk1', msisdn: '0240000001' }, values: {} },
      }),
      atMs: START_MS,
    });
    hop?.nameStep('charge');
    hop?.markGoal('paid');
    hop?.setAction('end', 'Paid. Thank you');
    hop?.answer({ status: 200, headers: {}, body: '{"action":"retry"}', atMs: START_MS + 5 });
    const [step] = only(bench.spans(), 'step');
    const [root] = only(bench.spans(), 'session');
    expect(step?.attributes).toMatchObject({
      'ussd.step.name': 'charge',
      'ussd.step.name.source': 'app',
      'ussd.step.action': 'end',
      'ussd.step.action.source': 'app',
      'ussd.step.action.message': 'Paid. Thank you',
      'ussd.goal.name': 'paid',
      'ussd.session.outcome': 'completed',
      'ussd.session.outcome.source': 'app',
    });
    expect(root?.attributes['ussd.session.outcome']).toBe('completed');
  });
});

describe('hookAction', () => {
  const config = (hookAction: (answer: unknown) => HookAction | undefined) => ({ hookAction });

  test('reads any other form, from JSON or from text', () => {
    const hookAction = (answer: unknown): HookAction | undefined => {
      if (answer === 'STOP') return { action: 'end' };
      const { next } = answer as { next?: string };
      return next === 'again' ? { action: 'retry', message: 'Once more' } : undefined;
    };
    const steps = stepsOf(
      [{ answer: { next: 'again' } }, { answer: { action: 'back' } }, { answer: 'STOP' }],
      config(hookAction),
    );
    expect(steps.map(actionOf)).toEqual(['retry hook', 'next user', 'end hook']);
    expect(steps[0]?.['ussd.step.action.message']).toBe('Once more');
  });

  test.each<[string, (answer: unknown) => HookAction | undefined, string]>([
    [
      'throws',
      () => {
        throw new Error('0240000001 is wrong');
      },
      'hookAction threw Error; no action is recorded',
    ],
    [
      'returns something else',
      () => ({ action: 'jump' }) as never,
      "hookAction returned something else; expected { action: 'next' | 'retry' | 'back' | 'skip' | 'end' } or undefined; no action is recorded",
    ],
    ['returns a text', () => 'retry' as never, 'hookAction returned something else'],
  ])('one that %s is told once, and the step stays', (_name, hookAction, text) => {
    const bench = createReplayBench({ hookAction });
    callAll(bench, [{ answer: { a: 1 } }, { answer: { a: 1 } }]);
    expect(bench.mistakes().map(String)).toEqual([expect.stringContaining(text)]);
    expect(only(bench.spans(), 'step').map(({ attributes }) => actionOf(attributes))).toEqual([
      'next user',
      'next user',
    ]);
  });
});

describe('who dials', () => {
  test.each([
    ['sim', 'simulator', undefined],
    ['mtn', 'live', undefined],
    [undefined, 'live', undefined],
  ])('network %s is kind %s', (network, kind, name) => {
    const [step] = stepsOf([{ session: { network } }]);
    expect(step?.['ussd.client.kind']).toBe(kind);
    expect(step?.['network.carrier.name']).toBe(name);
  });

  test('a number in international form tells the country, and the network’s name then its codes', () => {
    const [step] = stepsOf([
      { session: { msisdn: '233240000001', network: 'mtn', serviceCode: '*920*1#' } },
    ]);
    expect(step).toMatchObject({
      'network.carrier.mcc': '620',
      'network.carrier.mnc': '01',
      'ussd.service.code': '*920*1#',
    });
  });
});

/** A secret as a flow platform may hold it: under any name, at any depth, as text or number. */
const values = fc.tuple(
  fc.stringMatching(/^[1-9]\d{3,5}$/),
  fc.constantFrom('pin', 'step4', 'userPin', 'q', 'new_pin', 'otp'),
  fc.constantFrom<(pin: string, key: string) => object>(
    (pin, key) => ({ [key]: pin }),
    (pin, key) => ({ [key]: Number(pin) }),
    (pin, key) => ({ name: 'James', [key]: { key: pin, alias: 'x' } }),
    (pin, key) => ({ a: [{ [key]: pin }] }),
  ),
);

test.each(CAPTURE_LEVELS)('a secret among the previous values is nowhere, at %s', (capture) => {
  fc.assert(
    fc.property(values, ([pin, key, shape]) => {
      const own = ['233240000001', '0240000001', '17000', 'uk1'];
      fc.pre(!own.some((text) => text.includes(pin)));
      const bench = createReplayBench({ capture });
      callAll(bench, [{ path: '/a', key: '1' }]);
      const body = JSON.stringify({
        input: { key: '2' },
        props: { session: { id: 'uk1', msisdn: '233240000001' }, values: shape(pin, key) },
      });
      const hop = bench.replay.request({
        method: 'POST',
        path: `/pay/${pin}`,
        headers: {},
        body,
        atMs: START_MS + 9_000,
      });
      hop?.nameStep(`pay ${pin}`);
      hop?.setFlow(`flow ${pin}`);
      hop?.markGoal(`goal ${pin}`);
      hop?.hook({
        method: 'POST',
        url: `http://bank.local/pay/${pin}?q=${pin}`,
        name: `charge ${pin}`,
        requestBody: JSON.stringify({ n: pin, text: `x${pin}y` }),
        responseBody: `<r>${pin}</r>`,
        startMs: START_MS + 9_001,
        endMs: START_MS + 9_002,
      });
      hop?.answer({
        status: 200,
        headers: {},
        body: JSON.stringify({ action: 'end', message: `${pin} is wrong`, input: pin }),
        atMs: START_MS + 9_017,
      });
      expect(bench.mistakes()).toEqual([]);
      const texts = exportedTexts(bench.spans());
      expect(texts.length).toBeGreaterThan(20);
      expect(texts.filter((text) => text.includes(pin))).toEqual([]);
    }),
  );
});

test('a word among the values under a secret’s name is one too; an alias of a choice is not', () => {
  const bench = createReplayBench();
  callAll(bench, [
    {
      path: '/withdraw_money',
      key: '1',
      values: { action: 'withdraw_money', password: { key: 'hunter' } },
      answer: { action: 'retry', message: 'hunter is wrong' },
    },
  ]);
  expect(only(bench.spans(), 'step')[0]?.attributes).toMatchObject({
    'ussd.step.name': 'withdraw_money',
    'ussd.step.action.message': '••• is wrong',
  });
});
