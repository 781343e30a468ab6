import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QueryFailedError } from './failure.ts';
import { rowsOf } from './frame-rows.ts';
import { framesOf, readSessionDetail, readSessionsPage } from './read-results.ts';
import type { QueryResponse } from './session-types.ts';

// Written, and held up to date, by backend/test/golden-answers.test.ts: what a real backend says.
const FILE = join(import.meta.dirname, '../../../pkg/bridge/testdata/answers.json');
const ANSWERS = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, QueryResponse>>;

const answerTo = (name: string): QueryResponse => {
  const answer = ANSWERS[name];
  if (answer === undefined) throw new Error(`No answer to ${name}`);
  return answer;
};

test.each(Object.keys(ANSWERS).filter((name) => name !== 'a session that is not there'))(
  'a real answer is read whole: %s',
  (name) => {
    const frames = framesOf(answerTo(name), 'A');
    expect(frames).not.toEqual([]);
    for (const frame of frames) {
      const names = frame.schema.fields.map((field) => field.name);
      expect(new Set(names).size).toBe(names.length);
      const rows = rowsOf<Record<string, unknown>>(frame);
      expect(rows.map((row) => names.map((field) => row[field]))).toEqual(
        rows.map((_, index) => frame.data.values.map((column) => column[index])),
      );
      for (const row of rows) expect(Object.values(row)).not.toContain(undefined);
    }
  },
);

test('a real page of sessions has rows and a cursor', () => {
  const { rows, nextCursor } = readSessionsPage(answerTo('sessions'), 'A');
  expect(rows.map(({ sessionId, outcome }) => [sessionId, outcome])).toEqual([
    ['ATUid_cc', 'completed'],
    ['ATUid_bb', 'abandoned'],
  ]);
  expect(nextCursor).toMatch(/^\d+-b{32}$/);
  expect(readSessionsPage(answerTo('no sessions'), 'A')).toEqual({
    rows: [],
    nextCursor: undefined,
  });
});

test('a real session has its steps and hooks', () => {
  const detail = readSessionDetail(answerTo('session'), 'A');
  expect(detail?.session).toMatchObject({ sessionId: 'ATUid_aa', msisdn: '+254 7•• ••• 111' });
  expect(detail?.steps.map(({ stepId }) => stepId)).toEqual(['menu', 'amount', 'receipt']);
  expect(detail?.hooks).toMatchObject([{ name: 'bank', status: 500 }]);
});

test('a real refusal says what is wrong', () => {
  const refused = answerTo('a session that is not there');
  expect(() => framesOf(refused, 'A')).toThrow(QueryFailedError);
  expect(() => framesOf(refused, 'A')).toThrow(/No session has this traceId/);
});
