import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FrameworkBench, startFrameworkBench } from '../../test/framework-bench.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.each(['state-builder-2.6.0/app.cjs', 'state-builder-2.6.0/app.mjs'])('%s', (app) => {
  let bench: FrameworkBench;
  beforeAll(async () => {
    bench = await startFrameworkBench(app);
  });
  afterAll(() => bench.close());

  const fine = { source: 'framework', error: undefined, outcome: undefined, failed: false };

  test('a step has the state that its screen belongs to, and says what the input did', async () => {
    const texts = ['', '1', '1*x', '1*x*0', '1*x*0*1', '1*x*0*1*50', '1*x*0*1*50*4821'];
    for (const text of texts) await bench.dial('flow', text);
    const steps = await Promise.all(texts.map((_, index) => bench.said('flow', index)));
    expect(steps).toEqual([
      { ...fine, name: 'home', action: 'next' },
      { ...fine, name: 'amount', action: 'next' },
      { ...fine, name: 'amount', action: 'retry' },
      { ...fine, name: 'home', action: 'back' },
      { ...fine, name: 'amount', action: 'back' },
      { ...fine, name: 'pin', action: 'next' },
      { ...fine, name: 'done', action: 'end', outcome: 'completed' },
    ]);
  });

  test('an error that the app answers kindly leaves its class, and the session has failed', async () => {
    await bench.dial('throws', '');
    expect(await bench.dial('throws', '2')).toBe('END Thank you for calling');
    expect(await bench.said('throws', 1)).toEqual({
      name: 'home',
      source: 'framework',
      action: 'end',
      error: 'TypeError',
      outcome: 'app_error',
      failed: true,
    });
  });

  test('a state that never answers is told', async () => {
    await bench.dial('never', '');
    const { hangUp } = bench.call('never', '3');
    await bench.happened('waits');
    hangUp();
    expect(await bench.said('never', 1)).toMatchObject({ name: 'home', error: 'never_answered' });
  });

  test('thirty sessions at once on the shared machine keep their own states', async () => {
    const sessions = Array.from({ length: 30 }, (_, n) => `s${n}`);
    await Promise.all(sessions.map((session) => bench.dial(session, '')));
    await Promise.all(sessions.map((one, n) => bench.dial(one, n % 2 === 0 ? '1' : '9')));
    const names = await Promise.all(sessions.map(async (one) => (await bench.said(one, 1)).name));
    expect(names).toEqual(sessions.map((_, n) => (n % 2 === 0 ? 'amount' : 'home')));
  });

  test('a storage that fails leaves its class too', async () => {
    await bench.dial('storage', '');
    await bench.get('/break');
    await bench.dial('storage', '1');
    expect(await bench.said('storage', 1)).toMatchObject({
      error: 'RangeError',
      outcome: 'app_error',
    });
  });
});

test('the app sees the same with and without us', async () => {
  const seen = await Promise.all(
    [undefined, []].map(async (imports) => {
      const bench = await startFrameworkBench('state-builder-2.6.0/app.cjs', {}, imports);
      try {
        const answers: string[] = [];
        for (const text of ['', '1', '1*x', '1*x*0', '1*x*0*2', `1*x*0*2*${'7'.repeat(200)}`]) {
          answers.push(await bench.dial('a', text));
        }
        return { answers, ...JSON.parse(await bench.get('/events')) };
      } finally {
        await bench.close();
      }
    }),
  );
  expect(seen[0]).toEqual(seen[1]);
});
