import { expect, test } from 'vitest';
import { alertRule, alertRuleHref } from './alert-rule.ts';

const filters = { serviceCode: ['*384*123#'] };

test('an alert fires on a low rate of enough sessions, of an hour that time does not change any more', () => {
  const { queries, condition } = alertRule('hop', filters);
  const [rate, count, rule] = queries;
  const common = { queryType: 'completion', by: 'network', form: 'alert', filters };
  expect(rate).toMatchObject({ refId: 'A', model: { ...common, measure: 'rate' } });
  expect(count).toMatchObject({ refId: 'B', model: { ...common, measure: 'closed' } });
  for (const asked of [rate, count]) {
    expect(asked).toMatchObject({
      datasourceUid: 'hop',
      relativeTimeRange: { from: 3900, to: 300 },
    });
  }
  expect(rule).toMatchObject({ refId: condition, model: { type: 'math' } });
  expect(rule?.model).toHaveProperty('expression', '$A < 0.6 && $B >= 30');
});

test('an alert is about everybody: neither an outcome nor one person’s sessions are taken along', () => {
  const view = {
    ...filters,
    outcome: ['completed' as const],
    userHash: ['k1:ab'],
    sessionId: 's1',
  };
  expect(alertRule('hop', view)).toEqual(alertRule('hop', filters));
});

test('the form’s address takes what a filter holds as it is', () => {
  const { searchParams } = new URL(alertRuleHref('hop', filters), 'http://localhost');
  expect(JSON.parse(searchParams.get('defaults') ?? '')).toEqual(alertRule('hop', filters));
});
