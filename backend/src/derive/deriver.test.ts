import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEMO_START, demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { toBatch } from '../../test/span.ts';
import { FACT_COLUMNS } from './session-sql.ts';

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
});
afterEach(() => opened.close());

const facts = FACT_COLUMNS.join(', ');

const readRows = () =>
  opened.store.query(
    `SELECT ${facts}, next_started_at FROM sessions FINAL ORDER BY started_at, trace_id`,
  );

test('a rebuild gives the same sessions', async () => {
  await opened.append([
    ...demoSession({ id: 'aa', isLeft: true }),
    ...demoSession({ id: 'bb', startMs: DEMO_START + 60_000 }),
  ]);
  const before = await readRows();
  await opened.deriver.rebuild();
  expect(before).toHaveLength(2);
  expect(await readRows()).toEqual(before);
});

test('a row that a crash left under another start goes with the next derivation', async () => {
  const spans = demoSession({ id: 'aa' });
  await opened.append(spans);
  const before = await readRows();
  await opened.store.deriver.command(`
INSERT INTO sessions (${facts}, revision)
SELECT * REPLACE (started_at + INTERVAL 5 SECOND AS started_at), 1
FROM (SELECT ${facts} FROM sessions FINAL)`);
  expect(await readRows()).toHaveLength(2);
  await opened.append(spans);
  expect(await readRows()).toEqual(before);
});

test('hooks alone are no session until a step or an end report comes', async () => {
  const spans = demoSession({ id: 'aa' });
  await opened.append(spans.filter(({ operation }) => operation === 'hook'));
  expect(await readRows()).toEqual([]);
  await opened.append(spans.slice(0, 1));
  expect(await readRows()).toHaveLength(1);
});

test('sessions of more than a hundred months become sessions together', async () => {
  const months = Array.from({ length: 130 }, (_, month) =>
    demoSession({
      id: month.toString(16).padStart(2, '0'),
      startMs: Date.UTC(2010, month, 15),
      isLeft: true,
    }),
  );
  // A request of more than a hundred months is refused; two of fewer touch as many sessions.
  await opened.store.append(toBatch(months.slice(0, 65).flat()));
  await opened.store.append(toBatch(months.slice(65).flat()));
  await opened.deriver.settle();
  expect(await readRows()).toHaveLength(130);
});
