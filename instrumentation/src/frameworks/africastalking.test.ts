import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type FrameworkBench, startFrameworkBench } from '../../test/framework-bench.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.each(['africastalking-0.4.7/app.mjs', 'africastalking-0.8.3/app.cjs'])('%s', (app) => {
  let bench: FrameworkBench;
  beforeAll(async () => {
    bench = await startFrameworkBench(app);
  });
  afterAll(() => bench.close());

  const ending = { action: 'end', outcome: 'completed', error: undefined, failed: false };
  const broken = { ...ending, outcome: 'app_error', failed: true, name: undefined };

  test('screens keep the names of their headings: the SDK knows no states', async () => {
    await bench.dial('plain', '');
    expect(await bench.dial('plain', '1')).toBe('END Your balance is KES 120');
    expect(await bench.said('plain', 1)).toEqual({
      ...ending,
      name: 'your_balance',
      source: 'screen',
    });
  });

  test('a second answer is told, and the session not called failed', async () => {
    await bench.dial('twice', '');
    await bench.dial('twice', '2');
    expect(await bench.said('twice', 1)).toMatchObject({ ...ending, error: 'answered_twice' });
  });

  test('a rejection that the SDK loses leaves its class on the step', async () => {
    await bench.dial('rejects', '');
    const { hangUp } = bench.call('rejects', '3');
    await bench.happened('unhandled RangeError: no such account true');
    hangUp();
    expect(await bench.said('rejects', 1)).toEqual({ ...broken, error: 'RangeError' });
  });

  test('a handler that never answers is told', async () => {
    await bench.dial('never', '');
    const { hangUp } = bench.call('never', '4');
    await bench.happened('waits');
    hangUp();
    expect(await bench.said('never', 1)).toEqual({ ...broken, error: 'never_answered' });
  });

  test('an error that Express answers is told by its class', async () => {
    await bench.dial('throws', '');
    expect(await bench.dial('throws', '5')).toBe('Sorry');
    expect(await bench.said('throws', 1)).toEqual({ ...broken, error: 'TypeError' });
  });
});

test.each(['africastalking-0.4.7/app.cjs', 'africastalking-0.8.3/app.mjs'])(
  '%s: the app sees the same with and without us',
  async (app) => {
    const seen = await Promise.all(
      [undefined, []].map(async (imports) => {
        const bench = await startFrameworkBench(app, {}, imports);
        try {
          const answers: string[] = [];
          for (const text of ['', '1', '5', '6', '2']) answers.push(await bench.dial('a', text));
          await bench.happened('twice ERR_HTTP_HEADERS_SENT');
          const { hangUp } = bench.call('a', '3');
          await bench.happened('unhandled RangeError');
          hangUp();
          return { answers, ...JSON.parse(await bench.get('/events')) };
        } finally {
          await bench.close();
        }
      }),
    );
    expect(seen[0]).toEqual(seen[1]);
  },
);
