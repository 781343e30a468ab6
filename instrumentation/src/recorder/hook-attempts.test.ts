import { expect, test } from 'vitest';
import { createReplayBench, exchangeAll, at as exchangeAt, only } from '../../test/replay-bench.ts';

const call = (status: number | string, url = 'http://bank.local/a') => ({
  method: 'GET',
  url,
  ...(typeof status === 'number' ? { status } : { errorType: status }),
});

test('the same call again after it failed, within a hop, counts how often it was sent before', () => {
  const bench = createReplayBench();
  exchangeAll(bench.replay, [
    exchangeAt('', 'CON Hi', {
      hooks: [
        call('timeout'),
        call(503),
        call(200),
        call(200),
        call(404, 'http://bank.local/b'),
        call(200, 'http://bank.local/c'),
        call(200, 'http://bank.local/b?x=1'),
        call(500),
      ],
    }),
    // Another hop: the subscriber asked again, not the app.
    exchangeAt('1', 'END Bye', { hooks: [call(200)] }),
  ]);
  expect(
    only(bench.spans(), 'hook').map(({ attributes }) => attributes['http.request.resend_count']),
  ).toEqual([undefined, 1, 2, ...Array(6).fill(undefined)]);
});
