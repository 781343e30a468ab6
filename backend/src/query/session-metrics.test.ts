import { expect, test } from 'vitest';
import type { SessionCounts } from './session-counts.ts';
import { createSessionMetrics } from './session-metrics.ts';

const labels = {
  env: 'live',
  provider: 'arkesel',
  service_code: '*1#',
  network: 'mtn',
  kind: 'live',
};

test('a scrape shows the totals of the moment under their contract names', async () => {
  let total = 1;
  let nowMs = 0;
  const read = async (): Promise<SessionCounts> => ({
    started: [{ ...labels, total }],
    closed: [{ ...labels, outcome: 'completed', total: total - 1 }],
  });
  const registry = createSessionMetrics({ read }, () => nowMs);
  expect(await registry.metrics()).toContain(
    'ussd_sessions_total{env="live",provider="arkesel",service_code="*1#",network="mtn",kind="live"} 1',
  );
  total = 3;
  nowMs = 5_000;
  const text = await registry.metrics();
  expect(text).toContain('kind="live"} 3');
  expect(text).toContain('kind="live",outcome="completed"} 2');
});

test('one scrape looks once, and those that come meanwhile or soon after share what it saw', async () => {
  let looks = 0;
  let nowMs = 0;
  let seen = Promise.withResolvers<SessionCounts>();
  const read = () => {
    looks += 1;
    return seen.promise;
  };
  const registry = createSessionMetrics({ read }, () => nowMs);
  const first = registry.metrics();
  nowMs = 60_000;
  const meanwhile = registry.metrics();
  seen.resolve({ started: [], closed: [] });
  await Promise.all([first, meanwhile]);
  nowMs = 64_999;
  await registry.metrics();
  expect(looks).toBe(1);

  nowMs = 65_000;
  seen = Promise.withResolvers();
  seen.reject(new Error('gone'));
  await expect(registry.metrics()).rejects.toThrow('gone');
  seen = Promise.withResolvers();
  seen.resolve({ started: [], closed: [] });
  await registry.metrics();
  expect(looks).toBe(3);
});
