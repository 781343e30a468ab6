// @vitest-environment jsdom
import { type DataQueryRequest, dateTime } from '@grafana/data';
import { expect, test } from 'vitest';
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

test.each([
  ['now', true],
  ['now/d', true],
  ['2026-11-21T10:00:00Z', false],
])('a range up to %s is live: %s', (to, isLive) => {
  const request = requestOf([SESSIONS], { from: 'now-1h', to });
  expect(toPanelQuestion(request, SESSIONS, {}).isLive).toBe(isLive);
});

test('chips narrow further: attributes of both hold, of a list the chip does', () => {
  const attribute = (key: string) => ({ key, operator: '=' as const, value: 'x' });
  expect(
    mergeFilters(
      { network: ['MTN', 'Airtel'], attributes: [attribute('a')] },
      { network: ['MTN'], attributes: [attribute('b')] },
    ),
  ).toEqual({ network: ['MTN'], attributes: [attribute('a'), attribute('b')] });
});
