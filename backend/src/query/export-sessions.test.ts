import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_START, demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { csvLine } from './csv.ts';
import { exportSessions } from './export-sessions.ts';
import { exportRequestSchema } from './schema.ts';

const DAY = 86_400_000;
const config = {
  goals: new Map<string, readonly string[]>(),
  idleLimitSeconds: 180,
  userHashKeys: [],
};

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  const spans = Array.from({ length: 40 }, (_, index) => {
    const id = (16 + index).toString(16);
    // Some at the same moment, some days apart.
    return demoSession({ id, startMs: DEMO_START - Math.floor(index / 4) ** 2 * DAY }).map(
      (span) => ({
        ...span,
        attributes: { 'app.note': `=1+${index}` },
      }),
    );
  });
  await opened.append(spans.flat());
});
afterAll(() => opened.close());

async function csvOf(request: object): Promise<string[]> {
  const body = exportRequestSchema.parse({ from: 0, to: DEMO_START + DAY, ...request });
  const parts = { store: opened.store, config, nowMs: DEMO_START + DAY };
  const pieces: string[] = [];
  for await (const piece of exportSessions(body, parts)) pieces.push(piece);
  return pieces.join('').trimEnd().split('\r\n');
}

test('an export has every session that the filter matches exactly once, newest first', async () => {
  const [header, ...lines] = await csvOf({});
  expect(header).toMatch(/^traceId,startedAt,sessionId,/);
  expect(new Set(lines.map((line) => line.slice(0, 32))).size).toBe(40);
  expect(lines).toHaveLength(40);
  const starts = lines.map((line) => line.split(',')[1] ?? '');
  expect(starts).toEqual(starts.toSorted().reverse());
  expect(await csvOf({ filters: { sessionId: 'ATUid_12' } })).toHaveLength(2);
  expect(await csvOf({ filters: { network: ['nobody'] } })).toHaveLength(1);
});

test('a file that says where it ends says so once, with how many sessions it has', async () => {
  const lines = await csvOf({ endMark: true });
  expect(lines.at(-1)).toBe('end,40');
  expect(lines).toHaveLength(42);
  expect(lines.filter((line) => line.startsWith('end,'))).toHaveLength(1);
  const none = { endMark: true, filters: { network: ['nobody'] } };
  expect((await csvOf(none)).at(-1)).toBe('end,0');
});

test('no session is lost or repeated where one stretch of time ends and the next begins', async () => {
  const to = DEMO_START - 300 * DAY;
  // The first stretch is an hour, the next eight.
  const starts = [3_600_000, 9 * 3_600_000].flatMap((length) =>
    [-1, 0, 1].map((ms) => to - length + ms),
  );
  await opened.append(
    starts.flatMap((startMs, index) => demoSession({ id: `e${index}`, startMs })),
  );
  const lines = await csvOf({ from: to - DAY, to });
  expect(lines.slice(1).map((line) => line[1])).toEqual(['2', '1', '0', '5', '4', '3']);
});

test('numbers are masked in it, attributes stand beside, and no cell is a formula', async () => {
  const [header, line] = await csvOf({
    columns: ['attr:app.note', 'error.type', 'ussd.hook.name'],
  });
  expect(header).toMatch(/,attr:app\.note,error\.type,ussd\.hook\.name$/);
  expect(line).toContain("'+254 7•• ••• 111");
  expect(line).toContain(",'=1+");
  expect(line).not.toContain('711000111');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+254', "'+254"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['=a,\nb', '"\'=a,\nb"'],
  ['plain 1', 'plain 1'],
])('a cell of %j is written as %j', (text, cell) => {
  expect(csvLine([{ name: 'a', type: 'string', value: () => text }], {})).toBe(`${cell}\r\n`);
});
