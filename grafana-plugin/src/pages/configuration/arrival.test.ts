import { expect, test } from 'vitest';
import { toArrival } from './arrival.ts';

const status = { version: '0.1.0', sessionsNotLive: 0, msisdnSearch: true, capture: [] };
const NOW = 10_000_000;

test.each([
  ['nothing has come', 0, null, 'nothing', 'No span has arrived yet'],
  ['spans, but of no session', 0, NOW - 1000, 'nothing', 'none of a USSD session'],
  ['nothing for a while', 5, NOW - 301_000, 'quiet', 'none in the last five minutes'],
  ['something just now', 5, NOW - 300_000, 'arrives', 'Data arrive'],
])('%s', (_what, sessions, lastSpanAt, state, words) => {
  const arrival = toArrival({ ...status, sessions, lastSpanAt }, NOW);
  expect(arrival.state).toBe(state);
  expect(arrival.words).toContain(words);
});
