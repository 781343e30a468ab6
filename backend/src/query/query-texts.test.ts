import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { deriveSql, traceIdList } from '../derive/derive-sql.ts';
import { type FactsAsked, sessionCountsSql, unitCountsQuestion } from '../derive/fact-counts.ts';
import { correctSql, extentSql, neighboursSql } from '../derive/neighbours.ts';
import { outcomeParams } from '../derive/outcome.ts';
import {
  daySql,
  hoursSql,
  orphansSql,
  ROLL_UP_DIMENSIONS,
  ROLL_UP_FACTS,
  type RollUpFact,
  settledSql,
  totalsSql,
  writtenHoursSql,
} from '../derive/roll-up-sql.ts';
import { countUncountedSql, uncountedSql, versionsSql } from '../derive/uncounted-sessions.ts';
import { filteredSessions } from './filters.ts';
import { COUNTRIES_SQL, namedSql, SUBSCRIBER_EXISTS_SQL } from './identify.ts';
import { namedRowsSql } from './named-sessions.ts';
import { sessionKeysSql } from './one-session.ts';
import type { QueryContext } from './query-context.ts';
import { sessionRowsSql } from './read-sessions.ts';
import { CHANGED_SESSIONS_SQL, KNOWN_LABELS_SQL } from './session-counts.ts';
import { BODY_COLUMNS } from './session-spans.ts';
import { rowsByIdSql } from './session-versions.ts';
import { pageKeysSql } from './sessions.ts';
import { spanTextsSql } from './span-texts.ts';
import { spansOfTraceSql } from './spans-of-trace.ts';
import { STATUS_SQL } from './store-status.ts';
import { bucketPart } from './time-buckets.ts';
import { FOREIGN_SPANS_SQL, TRACE_COLUMNS } from './trace-spans.ts';
import { spanValuesSql, valuesSql } from './values.ts';

const TRACE = 'a'.repeat(32);
const LIST = traceIdList([TRACE]);
const EXTENT = { sessions: 1, fromMs: 0, toMs: 1 };

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const config = {
  goals: new Map([['*384#', ['receipt']]]),
  idleLimitSeconds: 180,
  userHashKeys: [{ id: 'k1', key: 'key' }],
};
const context: QueryContext = {
  store: { query: () => Promise.reject(new Error('not asked')) },
  config,
  fromMs: 0,
  toMs: 1,
  nowMs: 2,
};
const filtered = filteredSessions(
  {
    userHash: ['k1.x'],
    msisdn: '+254711000111',
    sessionId: 'S',
    network: ['mtn'],
    provider: ['arkesel'],
    serviceCode: ['*384#'],
    outcome: ['completed'],
    version: ['1'],
    hookError: true,
    kind: ['live'],
    step: ['menu'],
    hook: ['balance'],
    flow: ['main'],
    environment: ['live'],
    attributes: [
      { key: 'app.language', operator: '=', value: 'en' },
      { key: 'outcome', operator: '!=|', value: '', values: ['completed'] },
      { key: 'http.response.status_code', operator: '>', value: '499' },
      { key: 'ussd.step.name', operator: '=~', value: 'm.*' },
      { key: 'error.type', operator: '=', value: '' },
      { key: 'url.full', operator: '=~', value: '.*' },
      { key: 'lastStep', operator: '!=', value: 'menu' },
    ],
  },
  context,
);
const params = {
  ...filtered.params,
  id: 'S',
  ...outcomeParams(config, 0),
  buckets: [0, 1],
  limit: 1,
  cursorMs: 0,
  cursorTrace: TRACE,
  traceId: TRACE,
  sessionId: 'S',
  text: 'S',
  hashes: ['H'],
  since: '0',
  lastMs: 0,
  hookNames: ['balance'],
  prefix: '',
  timeZone: 'Africa/Nairobi',
  shownFromMs: 0,
  shownToMs: 1,
};

const starts = [0, 900_000, 86_400_000];
const KEYS = ['a', 'b', ...ROLL_UP_DIMENSIONS] as const;
const asked = (...facts: RollUpFact[]): FactsAsked[] => [
  { facts, by: [] },
  { facts, by: KEYS, at: bucketPart(starts) },
  { facts, by: ['a'], at: bucketPart(starts.slice(0, 2)), isTimed: true },
];
const ASKED = [...ROLL_UP_FACTS.flatMap((fact) => asked(fact)), ...asked('reach', 'end', 'edge')];
const LISTS = Object.fromEntries(ROLL_UP_DIMENSIONS.map((name) => [name, ['x']]));

test.each(ASKED)('the database understands what is asked of facts: %o', async (facts) => {
  const { sql, params: unitParams } = unitCountsQuestion(
    facts,
    { lists: LISTS, outcomes: ['completed'] },
    '(24, 0, 1)',
  );
  await expect(opened.store.query(sql, unitParams)).resolves.toEqual(expect.any(Array));
  const direct = sessionCountsSql(facts, () => filtered.sql);
  const directParams = { ...params, ...facts.at?.params };
  await expect(opened.store.query(direct, directParams)).resolves.toEqual(expect.any(Array));
});

const TEXTS: Readonly<Record<string, string>> = {
  values: valuesSql(filtered.sql, 'steps_shown', true),
  'values of spans': spanValuesSql(
    filtered.sql,
    spanTextsSql({ kind: 'span', column: 'error_type', isWritten: true, isFreeText: false }),
  ),
  'uncounted sessions': uncountedSql([[0, 1]], 1),
  'how many are uncounted': countUncountedSql([[0, 1]]),
  'versions of sessions': versionsSql([[[0, 1], 1n]], 1),
  'spans of a trace': spansOfTraceSql(TRACE_COLUMNS, false),
  'foreign spans of a trace': FOREIGN_SPANS_SQL,
  'keys of a page': pageKeysSql(filtered.sql, false),
  'keys of a page after a cursor': pageKeysSql(filtered.sql, true),
  'rows of sessions': sessionRowsSql([{ traceId: TRACE, startedAt: 1 }]),
  'rows of sessions and their outcome': sessionRowsSql(
    [{ traceId: TRACE, startedAt: 1 }],
    '[outcome] AS extra',
  ),
  'rows of a trace': rowsByIdSql('trace_id'),
  'rows by session id': rowsByIdSql('session_id'),
  'rows of named sessions': namedRowsSql({ userHash: ['H'], sessionId: 'S' }),
  'keys by session id': sessionKeysSql('session_id'),
  'keys by trace': sessionKeysSql('trace_id'),
  'spans of a session': spansOfTraceSql(BODY_COLUMNS, false),
  'first spans of a session': spansOfTraceSql(BODY_COLUMNS, true),
  'session of an id': namedSql('session_id'),
  'session of a trace': namedSql('trace_id'),
  'does a subscriber exist': SUBSCRIBER_EXISTS_SQL,
  'countries of sessions': COUNTRIES_SQL,
  'status: sessions': STATUS_SQL.sessions(undefined),
  'status: sessions of ranges': STATUS_SQL.sessions([[0, 1]]),
  'status: last span': STATUS_SQL.lastSpan,
  'status: capture': STATUS_SQL.capture,
  'changed sessions': CHANGED_SESSIONS_SQL,
  'known labels': KNOWN_LABELS_SQL,
  'settled hours': settledSql(0),
  'written hours': writtenHoursSql(1n, 2n),
  'counts of nobody': orphansSql(1n),
  'counting hours': hoursSql([0], 1n).replace(/INSERT INTO[^)]*\)/, ''),
  'counting a day': daySql(0, '(1, 0, 1)', 1n).replace(/INSERT INTO[^)]*\)/, ''),
  'adding up': totalsSql(0, 1n).replace(/INSERT INTO[^)]*\)/, ''),
  'derived extent': extentSql(1n),
  neighbours: neighboursSql(LIST, EXTENT, 1n),
  derivation: deriveSql(LIST, 1n).replace(/INSERT INTO[^)]*\)/, ''),
  correction: correctSql(
    [{ traceId: TRACE, startedAtMs: 1, nextStartedAtMs: 0, isStale: true }],
    1n,
  ).replace(/INSERT INTO[^)]*\)/, ''),
};

test.each(Object.entries(TEXTS))('the database understands the query for %s', async (_, sql) => {
  await expect(opened.store.query(`EXPLAIN ${sql}`, params)).resolves.not.toEqual([]);
});
