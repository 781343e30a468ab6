// @vitest-environment jsdom
import {
  type DataQueryRequest,
  type DataQueryResponse,
  dateTime,
  FieldType,
  toDataFrame,
} from '@grafana/data';
import { of } from 'rxjs';
import { expect, test } from 'vitest';
import type { HopscopeQuery } from '../datasource/query.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';
import { askPanelPage, pageOf } from './ask-panel-page.ts';
import { type SessionsTarget, toPanelQuestion } from './panel-question.ts';

const target: SessionsTarget = {
  refId: 'A',
  datasource: { type: DATASOURCE_ID, uid: 'hop' },
  queryType: 'sessions',
  filters: { network: ['$network'] },
};
const request = {
  targets: [target],
  requestId: 'Q100',
  range: { from: dateTime(0), to: dateTime(9000), raw: { from: 'now-9s', to: 'now' } },
  scopedVars: { ours: { value: 1 } },
  filters: [{ key: 'country', operator: '=', value: 'KE' }],
} as unknown as DataQueryRequest<HopscopeQuery>;
const frame = toDataFrame({
  name: 'sessions',
  meta: { custom: { nextCursor: 'older' } },
  fields: [
    { name: 'traceId', type: FieldType.string, values: ['b', 'a'] },
    { name: 'startedAt', type: FieldType.time, values: [20, 10] },
  ],
});

function datasourceOf(response: DataQueryResponse) {
  const asked: DataQueryRequest<HopscopeQuery>[] = [];
  return {
    asked,
    query(question: DataQueryRequest<HopscopeQuery>) {
      asked.push(question);
      return of(response);
    },
  };
}

test('a frame becomes rows by the names of its fields, and its cursor', () => {
  expect(pageOf(frame)).toEqual({
    rows: [
      { traceId: 'b', startedAt: 20 },
      { traceId: 'a', startedAt: 10 },
    ],
    nextCursor: 'older',
  });
  expect(pageOf(undefined)).toEqual({ rows: [], nextCursor: undefined });
});

test('a further page is asked as the panel’s query was, by a request of its own', async () => {
  const datasource = datasourceOf({ data: [frame] });
  const question = toPanelQuestion(request, target, {});
  const besides = { filters: { version: ['2'] }, columns: ['attr:app.language'] };
  const page = await askPanelPage(datasource, question, besides, {
    limit: 20,
    cursor: 'c',
    toMs: 5000,
  });
  expect(page.nextCursor).toBe('older');
  const [asked] = datasource.asked;
  expect(asked?.targets).toEqual([
    {
      ...target,
      limit: 20,
      cursor: 'c',
      columns: ['attr:app.language'],
      // With the variable still in it: the data source fills it in.
      filters: { network: ['$network'], version: ['2'] },
    },
  ]);
  expect(asked?.scopedVars).toBe(request.scopedVars);
  expect(asked?.filters).toBe(request.filters);
  expect(asked?.range.to.valueOf()).toBe(5000);
  expect(asked?.requestId).not.toBe(request.requestId);
});

test('a page that fails says what the data source said', async () => {
  const datasource = datasourceOf({
    data: [],
    errors: [{ message: 'filters.network: no', status: 400 }],
  });
  const question = toPanelQuestion(request, target, {});
  await expect(
    askPanelPage(datasource, question, { filters: {}, columns: [] }, { limit: 50 }),
  ).rejects.toMatchObject({ status: 400, message: 'filters.network: no' });
});
