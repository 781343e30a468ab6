import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import type { Span } from '../../test/span.ts';
import type { Frame } from './frame.ts';
import type { QueryContext } from './query-context.ts';
import { session } from './session.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

type Row = Readonly<Record<string, unknown>>;

function rows({ schema, data }: Frame): Row[] {
  return (data.values[0] ?? []).map((_, index) =>
    Object.fromEntries(
      schema.fields.map(({ name }, column) => [name, data.values[column]?.[index]]),
    ),
  );
}

async function ask(
  id: string,
): Promise<{ text: string; session: Row; steps: Row[]; hooks: Row[] }> {
  const context: QueryContext = {
    store: opened.store,
    config: {
      goals: new Map([['*999#', ['paid']]]),
      idleLimitSeconds: 180,
      userHashKeys: [],
    },
    fromMs: 0,
    toMs: 1,
    nowMs: Date.now(),
  };
  const traceId = id.repeat(16);
  const frames = await session({ refId: 'A', queryType: 'session', traceId }, context);
  const [details, steps, hooks] = frames.map(rows);
  return {
    text: JSON.stringify(frames),
    session: details?.[0] ?? {},
    steps: steps ?? [],
    hooks: hooks ?? [],
  };
}

/** The demo's session, with something else on one of its spans (1 to 3 steps, 4 the hook). */
function changed(id: string, changes: Readonly<Record<number, Partial<Span>>>, all = {}): Span[] {
  return demoSession({ id }).map((span, index) => ({ ...span, ...all, ...changes[index + 1] }));
}

test('the number of the session is masked wherever it stands', async () => {
  await opened.append(
    changed('a1', {
      1: { response_text: 'Hello +254 711 000 111' },
      3: { input_text: '0711000111', step_name: 'to_0711000111', action_message: '254711000111?' },
      4: {
        url_full: 'http://bank.test/users/254711000111/?from=%2B254711000111',
        hook_request_body: '{"from":"+254711000111","to":"+254722333444"}',
        hook_response_body: '{"msisdn":254711000111}',
      },
    }),
  );
  const { text, steps, hooks } = await ask('a1');
  expect(text).not.toMatch(/711.{0,3}000.{0,3}111/);
  const mask = '+254 7•• ••• 111';
  expect(steps[0]?.screen).toBe(`Hello ${mask}`);
  expect(steps[1]?.input).toBe(mask);
  expect(hooks[0]?.requestBody).toBe(`{"from":"${mask}","to":"+254722333444"}`);
  expect(hooks[0]?.responseBody).toBe(`{"msisdn":"${mask}"}`);
});

test.each([
  ['d1', 'bank.test', '8443', 'bank.test:8443'],
  ['d2', 'bank.test', '443', 'bank.test'],
  ['d3', 'bank.test', '', 'bank.test'],
  ['d4', '2001:db8::1', '8080', '[2001:db8::1]:8080'],
  ['d5', '', '8080', ''],
])(
  'the host of hook %s stands with a port that is not the usual one',
  async (id, host, port, shown) => {
    const attributes: Record<string, string> = port === '' ? {} : { 'server.port': port };
    await opened.append(changed(id, { 4: { server_address: host, attributes } }));
    const { hooks } = await ask(id);
    expect(hooks[0]?.serverAddress).toBe(shown);
  },
);

test('a session that ended without its goal says so; one that was turned down in words does not', async () => {
  const goals = { service_code: '*999#' };
  await opened.append(changed('b1', {}, goals));
  expect((await ask('b1')).session).toMatchObject({
    outcome: 'rejected',
    outcomeSource: 'inferred',
    goalMissed: true,
  });
  await opened.append(changed('b2', { 3: { outcome: 'rejected' } }, goals));
  expect((await ask('b2')).session).toMatchObject({ outcome: 'rejected', goalMissed: false });
  await opened.append(changed('b3', { 3: { step_name: 'paid' } }, goals));
  expect((await ask('b3')).session).toMatchObject({ outcome: 'completed', goalMissed: false });
});

test('what was dialled behind the code is told with the session, and only of its first request', async () => {
  const dialled = {
    input_type: 'option',
    input_text: '1*2',
    input_length: 3,
    input_source: 'dialled',
  };
  await opened.append(changed('c1', { 1: { ...dialled, action: 'skip' }, 2: dialled }));
  const { session: direct, steps } = await ask('c1');
  expect(direct).toMatchObject({
    dialledInput: '1*2',
    dialledInputType: 'option',
    dialledInputLength: 3,
  });
  expect(steps[0]).toMatchObject({ input: '1*2', inputSource: 'user' });
  await opened.append(changed('c2', {}));
  expect((await ask('c2')).session).toMatchObject({ dialledInput: '', dialledInputType: '' });
});

test('the goals that the app marked are told, each once and in their order', async () => {
  const marks = (goal: string) => ({ attributes: { 'ussd.goal.name': goal } });
  await opened.append(
    changed('c3', { 1: marks('registered'), 2: marks('paid'), 3: marks('registered') }),
  );
  expect((await ask('c3')).session).toMatchObject({ goals: 'registered, paid' });
});

test('no part of a session is longer than the session', async () => {
  const spans = changed('d1', {}).map((span) => ({
    ...span,
    start_ms: span.start_ms + 0.4,
    end_ms: span.end_ms + 0.9,
  }));
  await opened.append(spans);
  const { session: whole, steps } = await ask('d1');
  const sum = steps.reduce(
    (total, step) => total + Number(step.appTimeMs) + Number(step.thinkTimeMs ?? 0),
    0,
  );
  expect(steps.at(-1)?.timeToReachMs).toBe(whole.timeSpentMs);
  expect(sum).toBe(whole.timeSpentMs);
});

test('a session whose first screen came last, so that its start has moved, is shown as it is now', async () => {
  const [first, ...others] = changed('e1', {});
  await opened.append(others);
  await opened.append(first === undefined ? [] : [first]);
  const { session: whole, steps } = await ask('e1');
  expect(whole).toMatchObject({ startedAt: first?.start_ms, stepCount: 3 });
  expect(steps).toHaveLength(3);
});

test('a span whose clock went back takes no time, and none less than none', async () => {
  const [first] = demoSession({ id: 'fb' }).filter(({ operation }) => operation === 'step');
  await opened.append(changed('fb', { 1: { end_ms: (first?.start_ms ?? 0) - 500 } }));
  const { steps } = await ask('fb');
  expect(steps[0]).toMatchObject({ appTimeMs: 0 });
});
