import { expect, test } from 'vitest';
import { needsTime } from './needs-time.ts';
import type { HopscopeQuery } from './query.ts';

test.each<[Partial<HopscopeQuery>, string | undefined, boolean]>([
  [{ queryType: 'completion' }, 'timeseries', true],
  [{ queryType: 'hooks', form: 'table' }, 'timeseries', true],
  [{ queryType: 'traffic', form: 'alert' }, 'timeseries', true],
  // What has a time, or may have one.
  [{ queryType: 'completion', form: 'time' }, 'timeseries', false],
  [{ queryType: 'traffic' }, 'timeseries', false],
  [{ queryType: 'hooks', form: '$form' }, 'timeseries', false],
  // What cannot have one: Grafana offers the table itself.
  [{ queryType: 'dropoff' }, 'timeseries', false],
  // Where a table is what is wanted, or nobody said.
  [{ queryType: 'completion' }, 'table', false],
  [{ queryType: 'completion' }, undefined, false],
])('%j in a panel of the kind %s lacks a time: %s', (query, panel, expected) => {
  expect(needsTime({ refId: 'A', ...query }, panel)).toBe(expected);
});
