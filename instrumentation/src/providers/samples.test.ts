import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_SAMPLES } from '../../test/provider-samples/all-samples.ts';
import { createReplayBench, only, START_MS } from '../../test/replay-bench.ts';
import { OUTCOMES } from '../semconv.ts';
import { BUILT_IN, chosenProviders } from './built-in.ts';
import { createDetector } from './detect.ts';
import { parseFields } from './fields.ts';

const onlyByName = (provider: string) =>
  BUILT_IN.find(({ name }) => name === provider)?.onlyByName === true;

test('every provider has samples', () => {
  expect(ALL_SAMPLES.map(({ provider }) => provider).sort()).toEqual(
    BUILT_IN.map(({ name }) => name).sort(),
  );
});

describe.each(ALL_SAMPLES)(
  '$provider: a sample becomes the span that it stands for',
  ({ provider, samples }) => {
    const bench = createReplayBench({ capture: 'full', ...(onlyByName(provider) && { provider }) });

    for (const [position, { name, request, answer, expected }] of samples.entries()) {
      test(name, () => {
        const atMs = START_MS + position * 5_000;
        const before = bench.spans().length;
        const hop = bench.replay.request({ ...request, atMs });
        hop?.answer({ status: 200, ...answer, atMs: atMs + 80 });
        expect(hop).toBeDefined();
        const own = bench
          .spans()
          .slice(before)
          .filter((span) => span.attributes['ussd.operation.name'] !== 'session');
        expect(own).toHaveLength(1);
        expect(own[0]?.attributes).toMatchObject(expected);
        if (expected['ussd.session.outcome'] === undefined && expected['ussd.end_report.status']) {
          expect(own[0]?.attributes['ussd.session.outcome']).toBeUndefined();
        }
        expect(bench.mistakes()).toEqual([]);
      });
    }
  },
);

const every = ALL_SAMPLES.flatMap(({ provider, samples }) =>
  samples.map((sample) => [provider, sample.name, sample] as const),
);

describe('a sample is recognised as its own provider’s, among all', () => {
  const detect = createDetector(chosenProviders());
  // Its form is Hubtel's; nobody can tell them apart.
  const LOOKS_LIKE: Readonly<Record<string, string>> = { emergent: 'hubtel' };

  test.each(every)('%s: %s', (provider, _name, { request, expected }) => {
    const found = detect(request);
    if (onlyByName(provider)) {
      expect(found?.provider.name).toBe(LOOKS_LIKE[provider]);
      return;
    }
    expect(found?.provider.name).toBe(provider);
    expect(found?.kind === 'end_report').toBe(expected['ussd.operation.name'] === 'end_report');
  });
});

describe('no other provider alone takes it for its own', () => {
  // Kairos has MTN's fields without one; asked alone, MTN takes them. Emergent is Hubtel by another name.
  const SHARED: Readonly<Record<string, readonly string[]>> = {
    kairos: ['mtn_madapi'],
    hubtel: ['emergent'],
    emergent: ['hubtel'],
  };
  test.each(every)('%s: %s', (provider, _name, { request }) => {
    const takers = BUILT_IN.filter(
      ({ name, onlyByName }) =>
        name !== provider &&
        (onlyByName !== true || name === 'emergent') &&
        createDetector(chosenProviders([], name))(request) !== undefined,
    ).map(({ name }) => name);
    expect(takers).toEqual(SHARED[provider] ?? []);
  });
});

describe('an answer that is empty or of another form is never taken for a screen that goes on', () => {
  const ANSWERS = [
    '',
    ' ',
    'null',
    '[]',
    '{}',
    '"x"',
    '<',
    '<a>',
    '<a></a>',
    '||||',
    'con x',
    '\u0000',
  ];
  test.each(BUILT_IN.map((provider) => [provider.name, provider] as const))(
    '%s',
    (_name, provider) => {
      for (const body of ANSWERS) {
        const { type } = provider.readAnswer({ status: 200, headers: {}, body });
        expect(['invalid', 'unknown']).toContain(type);
      }
    },
  );
});

describe('a request that lacks what tells its session is let go', () => {
  test.each(every)('%s: %s', (provider, _name, { request }) => {
    const one = BUILT_IN.find(({ name }) => name === provider);
    const fields = parseFields(request.path, request.body) ?? {};
    const empty = Object.fromEntries(Object.keys(fields).map((key) => [key, null]));
    const hollow = { ...request, path: '/', fields: empty };
    expect(one?.parseRequest(hollow)).toBeUndefined();
    expect(one?.parseEndReport?.(hollow)).toBeUndefined();
  });
});

describe('whatever stands in its fields, a provider neither throws nor makes words up', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.constantFrom('constructor', '__proto__', 'toString', null, true, -1, 1e21, [], {}),
    fc.jsonValue(),
  );
  test.each(every)('%s: %s', (provider, _name, { request, answer }) => {
    const one = BUILT_IN.find(({ name }) => name === provider);
    const fields = parseFields(request.path, request.body) ?? {};
    const path = request.path.split('?')[0] ?? '';
    const names = Object.keys(fields);
    fc.assert(
      fc.property(fc.subarray(names), odd, fc.string(), (changed, value, mark) => {
        const mixed = { ...fields, ...Object.fromEntries(changed.map((name) => [name, value])) };
        const read = { ...request, path, fields: mixed };
        const callback = one?.parseRequest(read);
        const report = one?.parseEndReport?.(read);
        for (const facts of [callback, report]) {
          expect(['undefined', 'string']).toContain(typeof facts?.sessionId);
          expect(facts?.sessionId).not.toBe('');
          expect(['undefined', 'string']).toContain(typeof facts?.msisdn);
        }
        if (report?.outcome !== undefined) expect(OUTCOMES).toContain(report.outcome);
        const at = mark.length % (answer.body.length + 1);
        const body = answer.body.slice(0, at) + mark + answer.body.slice(at);
        const type = one?.readAnswer({ status: 200, headers: answer.headers, body }).type;
        expect(['continue', 'end', 'invalid', 'unknown']).toContain(type);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a word that says only that it is over does not overrule an END of the app', () => {
  const beem = (command: string, response: string) =>
    JSON.stringify({ command, msisdn: '255692189307', session_id: 'b', payload: { response } });
  test.each([
    ['terminate', undefined],
    ['continue', 'abandoned'],
  ])('after the answer %s', (command, outcome) => {
    const bench = createReplayBench();
    const answer = JSON.stringify({ command, payload: { request: 'Bye' } });
    for (const [body, atMs] of [
      [beem('initiate', '0'), START_MS],
      [beem('terminate', ''), START_MS + 5_000],
    ] as const) {
      const hop = bench.replay.request({ method: 'POST', path: '/', headers: {}, body, atMs });
      hop?.answer({ status: 200, headers: {}, body: answer, atMs: atMs + 50 });
    }
    const [report] = only(bench.spans(), 'end_report');
    expect(report?.attributes['ussd.session.outcome']).toBe(outcome);
  });
});

test('where nobody knows which field the input stands in, none is claimed', () => {
  const bench = createReplayBench({ provider: 'paytota' });
  const hop = bench.replay.request({
    method: 'POST',
    path: '/',
    headers: {},
    body: '{"sessionid":"p","state":"CONTINUE","unknown":"4821"}',
    atMs: START_MS,
  });
  hop?.answer({ status: 200, headers: {}, body: '{"state":"CONTINUE"}', atMs: START_MS + 1 });
  const names = Object.keys(bench.spans()[0]?.attributes ?? {});
  expect(
    names.filter((name) => name.startsWith('ussd.input.') || name === 'ussd.response.text'),
  ).toEqual([]);
});

test('what a hook repeats of earlier steps is recorded nowhere, not even a word', () => {
  const bench = createReplayBench({ capture: 'full' });
  const hop = bench.replay.request({
    method: 'POST',
    path: '/pay',
    headers: {},
    body: JSON.stringify({
      input: { key: '1' },
      props: { session: { id: 'u', msisdn: '0240000001' }, values: { password: 'hunter' } },
    }),
    atMs: START_MS,
  });
  hop?.nameStep('pay hunter');
  hop?.answer({ status: 200, headers: {}, body: 'null', atMs: START_MS + 1 });
  expect(bench.spans()[0]?.name).toBe('step pay •••');
});
