import { expect, test } from 'vitest';
import { frameOf } from '../../../test/frames.ts';
import { QueryFailedError, toFailure } from './failure.ts';
import { rowsOf } from './frame-rows.ts';
import { framesOf, readSessionDetail, readSessionsPage } from './read-results.ts';
import type { Frame } from './session-types.ts';

const answer = (...frames: Frame[]) => ({
  results: { A: { status: 200 as const, frames } },
});

test('columns become rows', () => {
  expect(
    rowsOf(
      frameOf('f', [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ]),
    ),
  ).toEqual([
    { a: 1, b: 'x' },
    { a: 2, b: 'y' },
  ]);
  expect(rowsOf(undefined)).toEqual([]);
});

test('a page of sessions carries its cursor, or none at the end', () => {
  const rows = [{ traceId: 't' }];
  expect(readSessionsPage(answer(frameOf('s', rows, { nextCursor: 'c' })), 'A').nextCursor).toBe(
    'c',
  );
  expect(readSessionsPage(answer(frameOf('s', rows)), 'A').nextCursor).toBeUndefined();
});

test('a query that failed is thrown with its status and field, not shown as empty', () => {
  const failed = { results: { A: { status: 400, error: 'no such zone', field: 'timeZone' } } };
  expect(() => framesOf(failed, 'A')).toThrow('no such zone (timeZone)');
  expect(() => framesOf({ results: {} }, 'A')).toThrow(QueryFailedError);
});

test('steps come in the order of their index', () => {
  const detail = readSessionDetail(
    answer(
      frameOf('steps', [
        { index: 1, shownAt: 2 },
        { index: 0, shownAt: 1 },
      ]),
      frameOf('session', [{ traceId: 't' }]),
      frameOf('hooks', [{ stepIndex: 0 }]),
    ),
    'A',
  );
  expect(detail?.steps.map((step) => step.index)).toEqual([0, 1]);
  expect(detail?.hooks).toHaveLength(1);
});

test('failures are told apart by what can be done about them', () => {
  expect(toFailure(new QueryFailedError(401, '')).kind).toBe('unauthorized');
  expect(toFailure(new TypeError('Failed to fetch')).kind).toBe('unreachable');
  expect(toFailure(new QueryFailedError(422, 'why')).kind).toBe('refused');
  expect(toFailure(new QueryFailedError(429, 'Try again in a minute'))).toEqual({
    kind: 'backend',
    title: 'Too much was asked at once',
    detail: 'Try again in a minute.',
  });
  expect(toFailure(new QueryFailedError(500, 'why')).detail).toBe('why');
});

test('a backend that refuses the page is quoted, and not said to ask for a token', () => {
  const failure = toFailure(new QueryFailedError(403, 'Host backend.example is not allowed'));
  expect(failure.kind).toBe('refused');
  expect(failure.detail).toMatch(/^Host backend.example is not allowed\. Open the page /);
});
