import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { randomSpans } from '../../test/random-sessions.ts';
import { type Span, toBatch } from '../../test/span.ts';
import { readSpansOfTrace, type SpanOfTrace } from './spans-of-trace.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const TRACE = 'e'.repeat(32);

async function append(spans: readonly Span[]): Promise<void> {
  await opened.store.deriver.command('TRUNCATE TABLE spans');
  await opened.store.append(toBatch(spans));
}

const read = (traceId = TRACE) => readSpansOfTrace(opened.store, traceId, []);

/** The columns that `as_json` repeats, and where else they stand. */
const COLUMNS: Readonly<Record<keyof SpanOfTrace, string>> = {
  span_id: 'span_id',
  start_ns: 'toString(start_ns)',
  end_ns: 'toString(end_ns)',
  session_id: 'session_id',
  parent_span_id: 'parent_span_id',
  operation: 'operation',
  status_code: 'status_code',
  service_version: 'service_version',
  capture: 'capture',
  step_index: 'step_index',
  step_name: 'step_name',
  step_name_source: 'step_name_source',
  action: 'action',
  action_source: 'action_source',
  action_message: 'action_message',
  input_type: 'input_type',
  input_length: 'input_length',
  input_text: 'input_text',
  input_source: 'input_source',
  response_type: 'response_type',
  response_length: 'response_length',
  response_text: 'response_text',
  hook_name: 'hook_name',
  http_method: 'http_method',
  http_status: 'http_status',
  url_full: 'url_full',
  url_template: 'url_template',
  server_address: 'server_address',
  error_type: 'error_type',
  goal_name: "attributes['ussd.goal.name']",
  server_port: "attributes['server.port']",
};

async function readColumns(traceId = TRACE): Promise<Record<string, unknown>[]> {
  const selected = Object.entries(COLUMNS).map(([name, sql]) => `${sql} AS f_${name}`);
  const rows = await opened.store.query<Record<string, unknown>>(
    `SELECT ${selected.join(', ')} FROM spans FINAL WHERE trace_id = {traceId:String}
     ORDER BY start_ns, step_index, span_id`,
    { traceId },
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name.slice(2), value])),
  );
}

const shown = (rows: readonly SpanOfTrace[]) =>
  rows.map((row) =>
    Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, row[name as keyof SpanOfTrace]])),
  );

/** Each column says something of its own. */
const TELLING: Span = {
  trace_id: TRACE,
  span_id: '00000000000000aa',
  parent_span_id: '00000000000000bb',
  operation: 'hook',
  start_ms: 1_790_000_000_000.25,
  end_ms: 1_790_000_000_001.5,
  status_code: 2,
  session_id: 'S"1',
  service_version: '2026.11.1',
  capture: 'full',
  step_index: -3,
  step_name: 'Télé/\u{1f4f1}',
  step_name_source: 'rule',
  action: 'skip',
  action_source: 'user',
  action_message: 'no\u2028funds',
  input_type: 'option',
  input_length: 4_294_967_295,
  input_text: '1*\\2"',
  input_source: 'dialled',
  response_type: 'continue',
  response_length: 12,
  response_text: 'CON a\n\tb\u0000\u007f',
  hook_name: 'balance',
  http_method: 'POST',
  http_status: 65_535,
  url_full: 'http://bank.test/a?b=c',
  url_template: '/a/{id}',
  server_address: 'bank.test',
  error_type: 'timeout',
  attributes: { 'ussd.goal.name': 'paid', 'server.port': '8443', 'app.x': 'y' },
};

test('a span says the same as one text as in its columns, each of which says something of its own', async () => {
  await append([TELLING]);
  const rows = shown(await read());
  expect(rows).toEqual(await readColumns());
  // No two of them are the same, so none stands in another's place.
  const values = Object.values(rows[0] ?? {}).map((value) => JSON.stringify(value));
  expect(new Set(values).size).toBe(Object.keys(COLUMNS).length);
});

test('spans of sessions say the same as one text as in their columns, in the same order', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(randomSpans, async (spans) => {
      await append(spans);
      for (const traceId of new Set(spans.map((span) => span.trace_id))) {
        const rows = shown(await read(traceId));
        compared += rows.length;
        expect(rows).toEqual(await readColumns(traceId));
      }
    }),
    { numRuns: 10 },
  );
  expect(compared).toBeGreaterThan(10);
}, 60_000);

const migration = async (name: string): Promise<string> =>
  await readFile(join(import.meta.dirname, '../store/migrations', name), 'utf8');

/** Spans whose text stands on disk. */
async function countTexts(): Promise<number> {
  const [row] = await opened.store.query<{ n: string }>(
    `SELECT sum(rows) AS n FROM system.parts_columns
     WHERE active AND table = 'spans' AND column = 'as_json'`,
  );
  return Number(row?.n);
}

test('spans of before the text are read as those of after it, and have it in the end', async () => {
  const { deriver } = opened.store;
  await deriver.command('ALTER TABLE spans DROP COLUMN as_json');
  await append([TELLING]);
  await deriver.command(await migration('0016_add_span_as_json.sql'));
  await opened.store.append(toBatch([{ ...TELLING, span_id: '00000000000000cc' }]));
  const rows = shown(await read());
  expect(rows.map(({ span_id }) => span_id)).toEqual([TELLING.span_id, '00000000000000cc']);
  expect(rows).toEqual(await readColumns());
  expect(await countTexts()).toBe(1);
  await deriver.command(await migration('0017_fill_span_as_json.sql'));
  await expect.poll(countTexts, { timeout: 10_000 }).toBe(2);
  expect(shown(await read())).toEqual(rows);
});

test('a span that was sent again is read as it came last', async () => {
  await append([TELLING]);
  await opened.store.append(toBatch([{ ...TELLING, input_text: '2' }]));
  expect((await read()).map(({ input_text }) => input_text)).toEqual(['2']);
});

test('spans that began at once come by the number of their step, then by their id', async () => {
  const at = (span_id: string, step_index: number, start_ms = 1): Span => ({
    trace_id: TRACE,
    span_id,
    operation: 'step',
    start_ms,
    end_ms: 9,
    step_index,
  });
  const order = [
    at('000000000000000f', 0, 0.9),
    at('000000000000000b', -1),
    at('000000000000000c', -1),
    at('000000000000000a', 2),
    at('0000000000000009', 10),
    at('0000000000000001', 0, 10),
  ];
  await append([...order].reverse());
  expect((await read()).map(({ span_id }) => span_id)).toEqual(order.map((span) => span.span_id));
});

test.each([
  [499, 499],
  [500, 500],
  [5_010, 5_000],
])('of %s spans the first %s are read, in their order', async (count, shownCount) => {
  const spans = Array.from(
    { length: count },
    (_, index): Span => ({
      trace_id: TRACE,
      // The last ones come first by their ids and by their numbers.
      span_id: (count - index).toString(16).padStart(16, '0'),
      operation: 'step',
      start_ms: index,
      end_ms: index,
      step_index: count - index,
    }),
  );
  await append(spans);
  const starts = (await read()).map(({ start_ns }) => Number(start_ns) / 1e6);
  expect(starts).toEqual(Array.from({ length: shownCount }, (_, index) => index));
});
