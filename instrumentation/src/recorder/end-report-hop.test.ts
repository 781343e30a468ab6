import { SpanKind } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { at, createReplayBench, exchangeAll, only } from '../../test/replay-bench.ts';
import { sessionIds } from '../session/ids.ts';

test('an end notification is a SERVER span of its own, child of the root, with the outcome of its word', () => {
  const bench = createReplayBench();
  const report = (status: string) =>
    `sessionId=ATUid_test&serviceCode=*384*123%23&networkCode=63902&phoneNumber=%2B254711000111&status=${status}` +
    '&cost=0.00&durationInMillis=1200&hopsCount=1&input=&lastAppResponse=';
  exchangeAll(bench.replay, [
    at('', 'CON Hi'),
    ...['Success', 'Incomplete', 'Failed'].map((status) => ({
      body: report(status),
      answer: 'OK',
    })),
  ]);
  const reports = only(bench.spans(), 'end_report');
  expect(reports.map((span) => span.attributes['ussd.session.outcome'])).toEqual([
    undefined,
    'abandoned',
    'app_error',
  ]);
  expect(reports[0]?.name).toBe('end report');
  expect(reports[0]?.kind).toBe(SpanKind.SERVER);
  expect(reports[0]?.parentSpanContext?.spanId).toBe(
    sessionIds('africastalking', 'ATUid_test').spanId,
  );
  expect(only(bench.spans(), 'session')).toHaveLength(0);
});
