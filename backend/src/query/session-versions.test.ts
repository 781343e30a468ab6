import { expect, test } from 'vitest';
import { storedSession } from '../../test/stored-session.ts';
import type { QueryContext } from './query-context.ts';
import { currentSessions, type VersionRow } from './session-versions.ts';

const context: QueryContext = {
  store: { query: () => Promise.reject(new Error('not asked')) },
  config: { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] },
  fromMs: 0,
  toMs: 1,
  nowMs: 2,
};

const version = (
  traceId: string,
  startedAt: number,
  revision: bigint,
  isDeleted = 0,
): VersionRow => ({
  traceId,
  sessionId: `${revision}`,
  userId: '',
  userHash: '',
  json: storedSession(startedAt),
  revision: `${revision}`,
  isDeleted,
});

// Beyond what a number of JavaScript tells apart.
const HIGH = 2n ** 60n;

test('of the rows of a session the one with the highest revision holds, in whatever order they come', () => {
  const rows = [version('a', 1, HIGH), version('a', 1, HIGH + 2n), version('a', 1, HIGH + 1n)];
  for (const some of [rows, rows.toReversed()]) {
    const [[session] = [], ...others] = currentSessions(some, context);
    expect(session?.sessionId).toBe(`${HIGH + 2n}`);
    expect(others).toEqual([]);
  }
});

test('a session that has another start by now is there once, the newest first', () => {
  const rows = [
    version('a', 5, HIGH),
    version('b', 4, HIGH),
    version('a', 3, HIGH + 1n),
    version('a', 5, HIGH + 2n, 1),
    version('c', 4, HIGH),
  ];
  const found = currentSessions(rows, context).map(([{ traceId, startedAt }]) => [
    traceId,
    startedAt,
  ]);
  expect(found).toEqual([
    ['c', 4],
    ['b', 4],
    ['a', 3],
  ]);
});
