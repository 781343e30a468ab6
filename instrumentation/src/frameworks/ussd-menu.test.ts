import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FrameworkBench, startFrameworkBench } from '../../test/framework-bench.ts';
import { UssdInstrumentation } from '../instrumentation.ts';

// Apps start in processes of their own, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PACKAGES = [
  'menu-builder-1.1.1',
  'menu-builder-1.2.0',
  'ussd-builder-1.1.1',
  'ussd-builder-1.3.2',
];
const NEWEST = ['menu-builder-1.2.0', 'ussd-builder-1.3.2'];
// How a package is loaded makes no difference to what it does, so half of them do everything.
const APPS = PACKAGES.map((name, n) => `${name}/app.${n % 3 === 0 ? 'cjs' : 'mjs'}`);
const OTHER_APPS = PACKAGES.map((name, n) => `${name}/app.${n % 3 === 0 ? 'mjs' : 'cjs'}`);

const fine = { source: 'framework', error: undefined, outcome: undefined, failed: false };

async function expectFlow(bench: FrameworkBench): Promise<void> {
  for (const text of ['', '2', '2*x', '2*x*500', '2*x*500*0', '2*x*500*0*70', '2*x*500*0*70*2']) {
    await bench.dial('flow', text);
  }
  expect(await bench.said('flow', 0)).toEqual({ ...fine, name: '__start__', action: 'next' });
  expect(await bench.said('flow', 1)).toEqual({ ...fine, name: 'amount', action: 'next' });
  expect(await bench.said('flow', 2)).toEqual({ ...fine, name: 'amount', action: 'retry' });
  expect(await bench.said('flow', 3)).toEqual({ ...fine, name: 'confirm', action: 'next' });
  expect(await bench.said('flow', 4)).toEqual({ ...fine, name: 'amount', action: 'back' });
  expect((await bench.said('flow', 5)).name).toBe('confirm');
  // `go` leads to the state whose screen is shown.
  expect(await bench.said('flow', 6)).toEqual({
    ...fine,
    name: 'balance',
    action: 'end',
    outcome: 'completed',
  });
}

test.concurrent.each(OTHER_APPS)('%s: steps have the names of states', async (app) => {
  const bench = await startFrameworkBench(app);
  try {
    await expectFlow(bench);
  } finally {
    await bench.close();
  }
});

describe.each(APPS)('%s', (app) => {
  let bench: FrameworkBench;
  beforeAll(async () => {
    bench = await startFrameworkBench(app);
  });
  afterAll(() => bench.close());

  test('steps have the names of states, and say what the input did', async () => {
    await expectFlow(bench);
  });

  test.each([
    ['at once', '3', 'twice', 'end', 'completed'],
    ['a moment later', '8', 'later', 'next', undefined],
  ])('a second answer %s is told, and the session not called failed', async (...row) => {
    const [, input, name, action, outcome] = row;
    await bench.dial(name, '');
    await bench.dial(name, input);
    expect(await bench.said(name, 1)).toEqual({
      ...fine,
      name,
      action,
      outcome,
      error: 'answered_twice',
    });
  });

  const broken = { source: 'framework', action: 'end', outcome: 'app_error', failed: true };

  test.each([
    ['a state that never answers', '4', 'never', 'waits never', 'never_answered'],
    ['a state that throws', '5', 'throws', 'error Error: TypeError: balance', 'TypeError'],
    ['a state that rejects', '6', 'rejects', 'unhandled RangeError: no such', 'RangeError'],
  ])('%s leaves its class on the step when the gateway hangs up', async (...row) => {
    const [, input, name, event, error] = row;
    await bench.dial(name, '');
    const { hangUp } = bench.call(name, input);
    await bench.happened(event);
    hangUp();
    expect(await bench.said(name, 1)).toEqual({ ...broken, name, error });
  });

  test('an input that leads to no state leaves its class on the step', async () => {
    for (const text of ['', '11']) await bench.dial('strays', text);
    const { hangUp } = bench.call('strays', '11*7');
    await bench.happened('error Error: TypeError: Cannot set');
    hangUp();
    expect(await bench.said('strays', 2)).toMatchObject({ error: 'TypeError', failed: true });
  });

  test('a run that is overtaken on the shared menu answers the other session a second time', async () => {
    await bench.dial('slow', '');
    const { hangUp } = bench.call('slow', '7');
    await bench.happened('waits slow');
    expect(await bench.dial('quick', '')).toBe('CON Welcome\n1. Balance\n2. Amount');
    await bench.get('/release/slow');
    await bench.happened('send ERR_HTTP_HEADERS_SENT', 2);
    hangUp();
    expect(await bench.said('quick', 0)).toEqual({
      ...fine,
      name: '__start__',
      action: 'next',
      error: 'answered_twice',
    });
    expect(await bench.said('slow', 1)).toEqual({
      ...broken,
      name: 'slow',
      error: 'never_answered',
    });
  });

  test('a session that was shown another one’s screen has failed', async () => {
    await bench.dial('asker', '');
    await bench.dial('victim', '');
    const { hangUp } = bench.call('asker', '7');
    await bench.happened('waits slow', 2);
    const shown = bench.dial('victim', '9');
    await bench.happened('waits foreign');
    await bench.get('/release/slow');
    expect(await shown).toBe('END Slow was asked');
    await bench.get('/release/foreign');
    hangUp();
    const victim = { ...broken, name: 'foreign', error: 'answered_by_other_session' };
    expect(await bench.said('victim', 1)).toEqual(victim);
    expect(await bench.said('asker', 1)).toEqual({
      ...broken,
      name: 'slow',
      error: 'never_answered',
    });
  });

  test('twenty sessions at once on the shared menu keep their own states', async () => {
    const sessions = Array.from({ length: 20 }, (_, n) => `w${n}`);
    for (const session of sessions) await bench.dial(session, '');
    const calls = sessions.map((session) => bench.call(session, session));
    for (const session of sessions) await bench.happened(`"waits ${session}"`);
    for (const session of sessions) await bench.get(`/release/${session}`);
    for (const { hangUp } of calls) hangUp();
    const names = await Promise.all(sessions.map(async (one) => (await bench.said(one, 1)).name));
    expect(names).toEqual(sessions);
  });
});

test.each(NEWEST)('%s: what a listener of errors answers is an app error', async (name) => {
  const bench = await startFrameworkBench(`${name}/app.cjs`, { ON_ERROR: 'answer' });
  try {
    await bench.dial('a', '');
    expect(await bench.dial('a', '5')).toBe('END Something went wrong');
    expect(await bench.said('a', 1)).toEqual({
      name: 'throws',
      source: 'framework',
      action: 'end',
      error: 'TypeError',
      outcome: 'app_error',
      failed: true,
    });
  } finally {
    await bench.close();
  }
});

test.each(NEWEST)('%s: the app sees the same with and without us', async (name) => {
  const seen = await Promise.all(
    [undefined, []].map(async (imports) => {
      const bench = await startFrameworkBench(`${name}/app.cjs`, {}, imports);
      try {
        const answers: string[] = [];
        for (const text of ['', '1', '2', '2*x', '2*5*0', '2*5*2', '3', '8']) {
          answers.push(await bench.dial('a', text));
        }
        await bench.happened('send ERR_HTTP_HEADERS_SENT', 2);
        const { hangUp } = bench.call('a', '5');
        await bench.happened('error Error: TypeError');
        hangUp();
        const other = bench.call('a', '6');
        await bench.happened('unhandled RangeError');
        other.hangUp();
        return { answers, ...JSON.parse(await bench.get('/events')) };
      } finally {
        await bench.close();
      }
    }),
  );
  expect(seen[0]).toEqual(seen[1]);
});

test('a step that waits for a second answer is sent when the process is told to end', async () => {
  const bench = await startFrameworkBench('menu-builder-1.2.0/app.mjs');
  try {
    await bench.dial('last', '');
    await bench.app.stop('SIGTERM');
    expect(await bench.said('last', 0)).toEqual({ ...fine, name: '__start__', action: 'next' });
  } finally {
    await bench.close();
  }
});

test.each(PACKAGES)('%s: disable() gives the class back as it was', (name) => {
  const instrumentation = new UssdInstrumentation();
  const require = createRequire(new URL(`../../test/fixtures/${name}/app.cjs`, import.meta.url));
  const methods = ['run', 'con', 'end', 'runState', 'emit'];
  const source = () => {
    const { prototype } = require(
      name.replace(/^menu|-[\d.]+$/g, (part) => (part === 'menu' ? 'ussd-menu' : '')),
    );
    return methods.map((method) => [Object.hasOwn(prototype, method), `${prototype[method]}`]);
  };
  try {
    const patched = source();
    expect(patched.every(([own]) => own)).toBe(true);
    instrumentation.disable();
    const [run, con, end, runState, emit] = source();
    expect(run?.[1]).toContain('this.mapArgs(args)');
    expect(con?.[1]).toContain('callOnResult');
    expect(end?.[1]).toContain('session.end()');
    expect(runState?.[1]).toContain('run function not defined');
    expect(emit?.[0]).toBe(false);
    instrumentation.enable();
    expect(source()).toEqual(patched);
  } finally {
    instrumentation.disable();
  }
});
