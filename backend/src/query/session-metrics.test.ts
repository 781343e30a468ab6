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
  const read = async (): Promise<SessionCounts> => ({
    started: [{ ...labels, total }],
    closed: [{ ...labels, outcome: 'completed', total: total - 1 }],
  });
  const registry = createSessionMetrics({ read });
  expect(await registry.metrics()).toContain(
    'ussd_sessions_total{env="live",provider="arkesel",service_code="*1#",network="mtn",kind="live"} 1',
  );
  total = 3;
  const text = await registry.metrics();
  expect(text).toContain('kind="live"} 3');
  expect(text).toContain('kind="live",outcome="completed"} 2');
});
