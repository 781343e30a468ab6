import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FrameworkBench, startFrameworkBench } from '../../test/framework-bench.ts';
import { REGISTER } from '../../test/start-app.ts';
import { type RunningRedis, redisMissing, startRedis } from '../../test/start-redis.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const OLDER_NODE = new URL('../../test/apps/older-node.mjs', import.meta.url).href;

const missing = redisMissing();
let redis: RunningRedis;
beforeAll(async () => {
  if (missing === undefined) redis = await startRedis();
});
afterAll(() => redis?.stop());

const start = (app: string, imports?: readonly string[]) =>
  startFrameworkBench(app, { REDIS_URL: redis.url }, imports);

async function forgetSessions(): Promise<void> {
  const socket = connect(redis.port, '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  await once(socket, 'data');
  socket.destroy();
}

const fine = { source: 'framework', error: undefined, outcome: undefined, failed: false };
const broken = { source: 'framework', action: 'end', outcome: 'app_error', failed: true };

describe
  .skipIf(missing !== undefined)
  .each(['advanced-builder-2.0.2/app.cjs', 'advanced-builder-2.4.5/app.mjs'])('%s', (app) => {
  let bench: FrameworkBench;
  beforeAll(async () => {
    bench = await start(app);
  });
  afterAll(() => bench.close());

  test('steps have the titles of the menus that the app was built with', async () => {
    for (const text of ['', '9', '9*2']) await bench.dial('flow', text);
    expect(await bench.said('flow', 0)).toEqual({ ...fine, name: 'root', action: 'next' });
    // "Your input is not valid" is said of the menu shown before.
    expect(await bench.said('flow', 1)).toEqual({ ...fine, name: 'root', action: 'retry' });
    expect(await bench.said('flow', 2)).toEqual({ ...fine, name: 'Send money', action: 'next' });
  });

  test('and no titles that a handler made, which may hold a person', async () => {
    for (const text of ['', '2', '2*50']) await bench.dial('person', text);
    expect((await bench.step('person', 2)).attributes['ussd.step.name']).not.toContain('Jane');
    expect((await bench.said('person', 2)).source).toBe('screen');
  });

  test('pages of a list are the same step, forth and back', async () => {
    const texts = ['', '5', '5*98', '5*98*0'];
    for (const text of texts) await bench.dial('towns', text);
    const steps = await Promise.all([1, 2, 3].map((index) => bench.said('towns', index)));
    expect(steps.map(({ name, action }) => [name, action])).toEqual([
      ['Choose a town', 'next'],
      ['Choose a town', 'next'],
      ['Choose a town', 'back'],
    ]);
  });

  test('an error whose message the subscriber was shown leaves its class', async () => {
    await bench.dial('fails', '');
    expect(await bench.dial('fails', '3')).toBe('END balance is undefined');
    expect(await bench.said('fails', 1)).toEqual({ ...broken, name: 'Fails', error: 'TypeError' });
  });

  test('a callback that fails is called again, which is told; the session has not failed', async () => {
    await bench.dial('twice', '');
    await bench.dial('twice', '1');
    expect(await bench.said('twice', 1)).toEqual({
      ...fine,
      name: 'Check balance',
      action: 'end',
      outcome: 'completed',
      error: 'answered_twice',
    });
  });

  test('a handler that never answers is told', async () => {
    await bench.dial('hangs', '');
    const { hangUp } = bench.call('hangs', '4');
    await bench.happened('waits');
    hangUp();
    expect(await bench.said('hangs', 1)).toEqual({
      ...broken,
      name: 'Hangs',
      error: 'never_answered',
    });
  });

  test('a session that Redis has lost leaves the class of what pipe() rejects with', async () => {
    await bench.dial('lost', '');
    await forgetSessions();
    expect(await bench.dial('lost', '1')).toBe('END Good bye');
    expect(await bench.said('lost', 1)).toMatchObject({ error: 'Error', outcome: 'app_error' });
  });
});

test.skipIf(missing !== undefined).each([
  ['advanced-builder-2.0.2/app.mjs', 'this Node', [REGISTER]],
  ['advanced-builder-2.4.5/app.cjs', 'this Node', [REGISTER]],
  ['advanced-builder-2.4.5/app.mjs', 'the oldest', [OLDER_NODE, REGISTER]],
])('%s is seen on %s', async (app, _node, imports) => {
  const bench = await start(app, imports);
  try {
    await bench.dial('a', '');
    expect(await bench.said('a', 0)).toEqual({ ...fine, name: 'root', action: 'next' });
  } finally {
    await bench.close();
  }
});

test
  .skipIf(missing !== undefined)
  .each(['advanced-builder-2.0.2/app.cjs', 'advanced-builder-2.4.5/app.mjs'])(
  '%s: the app sees the same with and without us',
  async (app) => {
    const seen = [];
    for (const imports of [[REGISTER], []]) {
      const bench = await start(app, imports);
      try {
        const answers: string[] = [];
        for (const text of ['', '9', '9*2', '9*2*50']) answers.push(await bench.dial('a', text));
        for (const text of ['', '3']) answers.push(await bench.dial('b', text));
        for (const text of ['', '1']) answers.push(await bench.dial('twice', text));
        await bench.happened('lost Error');
        await bench.dial('lost', '');
        await forgetSessions();
        answers.push(await bench.dial('lost', '1'));
        seen.push({ answers, ...JSON.parse(await bench.get('/events')) });
      } finally {
        await bench.close();
      }
    }
    expect(seen[0]).toEqual(seen[1]);
  },
);
