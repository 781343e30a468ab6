// @vitest-environment jsdom
import { type DataQueryRequest, dateTime } from '@grafana/data';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Filters } from '../components/index.ts';
import type { HopscopeQuery } from '../datasource/query.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';
import { findSessionsTarget, mergeFilters, toPanelQuestion } from './panel-question.ts';

const OURS = { type: DATASOURCE_ID, uid: 'hop' };
const SESSIONS = { refId: 'A', datasource: OURS, queryType: 'sessions' } as const;

function requestOf(
  targets: readonly HopscopeQuery[],
  raw = { from: 'now-1h', to: 'now' },
  toMs = 3_600_000,
): DataQueryRequest<HopscopeQuery> {
  const range = { from: dateTime(0), to: dateTime(toMs), raw };
  return {
    targets,
    range,
    scopedVars: {},
    requestId: 'Q',
  } as unknown as DataQueryRequest<HopscopeQuery>;
}

/** Fills `$network` in and adds the ad-hoc filters, as our data source does. */
const filling = (network: string) => ({
  interpolateVariablesInQueries: (queries: HopscopeQuery[], _vars: unknown, adHoc: unknown) =>
    queries.map((query) => ({
      ...query,
      filters: { network: [network], ...(adHoc !== undefined && { attributes: adHoc as never }) },
    })),
});

test.each([
  ['another question', { ...SESSIONS, queryType: 'completion' as const }],
  ['a hidden query', { ...SESSIONS, hide: true }],
  ['another data source', { ...SESSIONS, datasource: { type: 'prometheus', uid: 'p' } }],
])('%s is no question for sessions', (_what, target) => {
  expect(findSessionsTarget(requestOf([target]))).toBeUndefined();
  expect(findSessionsTarget(requestOf([target, SESSIONS]))).toBe(SESSIONS);
});

test('further pages and files are about what variables and ad-hoc filters say', () => {
  const adHoc = [{ key: 'app.language', operator: '=', value: 'sw' }];
  const request = { ...requestOf([SESSIONS]), filters: adHoc };
  const question = toPanelQuestion(request, SESSIONS, filling('MTN') as never);
  expect(question.filters).toEqual({ network: ['MTN'], attributes: adHoc });
  expect(question.interval).toEqual({ fromMs: 0, toMs: 3_600_000 });
});

test('a refresh is the same question, another value or another range is not', () => {
  const first = toPanelQuestion(requestOf([SESSIONS]), SESSIONS, filling('MTN') as never);
  const later = requestOf([SESSIONS], { from: 'now-1h', to: 'now' }, 3_605_000);
  expect(toPanelQuestion(later, SESSIONS, filling('MTN') as never).key).toBe(first.key);
  expect(toPanelQuestion(later, SESSIONS, filling('Airtel') as never).key).not.toBe(first.key);
  const wider = requestOf([SESSIONS], { from: 'now-2h', to: 'now' });
  expect(toPanelQuestion(wider, SESSIONS, filling('MTN') as never).key).not.toBe(first.key);
});

const NOON = Date.UTC(2026, 10, 21, 12);
const DAY_END = Date.UTC(2026, 10, 21, 23, 59, 59, 999);

test.each([
  ['now', Number.POSITIVE_INFINITY],
  ['now-30s', Number.POSITIVE_INFINITY],
  ['now/d', DAY_END],
  ['now-1d/d', undefined],
  ['now-5m', undefined],
  ['now-1M/M', undefined],
  [dateTime(NOON - 1), undefined],
  [dateTime(NOON + 1000), NOON + 1000],
])('sessions that begin belong into a range up to %s until %s', (to, liveToMs) => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  // Grafana's own idea of the range's end may be old: it is worked out when the range is chosen.
  const toMs = typeof to === 'string' ? 0 : to.valueOf();
  const request = {
    ...requestOf([SESSIONS], { from: 'now-7d/d', to: to as string }, toMs),
    timezone: 'utc',
  };
  expect(toPanelQuestion(request, SESSIONS, {}).liveToMs).toBe(liveToMs);
});

describe('filters of query and panel hold both', () => {
  const attribute = (key: string) => ({ key, operator: '=' as const, value: 'x' });
  test.each<[string, Filters, Filters, Filters]>([
    ['one of several', { network: ['MTN', 'Airtel'] }, { network: ['MTN'] }, { network: ['MTN'] }],
    [
      'what both lists name',
      { outcome: ['completed', 'abandoned'] },
      { outcome: ['abandoned', 'cancelled'] },
      { outcome: ['abandoned'] },
    ],
    ['the unknown network too', { network: ['', 'MTN'] }, { network: [''] }, { network: [''] }],
    [
      'different fields',
      { network: ['MTN'] },
      { version: ['2'] },
      { network: ['MTN'], version: ['2'] },
    ],
    ['the same id', { sessionId: 'AT_1' }, { sessionId: 'AT_1' }, { sessionId: 'AT_1' }],
    [
      'attributes of both',
      { attributes: [attribute('a')] },
      { attributes: [attribute('b')] },
      { attributes: [attribute('a'), attribute('b')] },
    ],
  ])('%s', (_what, filters, more, both) => {
    expect(mergeFilters(filters, more)).toEqual({ filters: both, against: [] });
  });

  test.each<[keyof Filters, Filters, Filters]>([
    ['network', { network: ['Airtel'] }, { network: ['MTN'] }],
    ['sessionId', { sessionId: 'AT_1' }, { sessionId: 'AT_2' }],
    ['hookError', { hookError: false }, { hookError: true }],
  ])('%s: nothing in common is said, not replaced', (field, filters, more) => {
    expect(mergeFilters(filters, more).against).toEqual([field]);
  });
});
