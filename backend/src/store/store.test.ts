import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quietLog } from '../../test/quiet-log.ts';
import { type Span, toBatch } from '../../test/span.ts';
import type { DecodedBatch } from '../decode/decoded-batch.ts';
import { FOREIGN_COLUMNS } from '../decode/foreign-row.ts';
import { sweepForeignSpans } from './foreign-spans.ts';
import { createStore, type Store } from './store.ts';
import { StoreFailedError, StoreOpenError, StoreRejectedError } from './store-errors.ts';

let dataDir = '';
let store: Store;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hopscope-store-'));
  store = await createStore({ dataDir, log: quietLog });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

const MAY = Date.UTC(2026, 4, 31, 23, 59, 59);
const span = (number: number, startMs = MAY): Span => ({
  trace_id: number.toString(16).padStart(32, '0'),
  span_id: number.toString(16).padStart(16, '0'),
  operation: 'step',
  start_ms: startMs,
  end_ms: startMs + 1,
});

async function count(table = 'spans'): Promise<number> {
  const [row] = await store.query<{ n: string }>(`SELECT count() AS n FROM ${table} FINAL`);
  return Number(row?.n);
}

async function reopen(): Promise<void> {
  await store.close();
  store = await createStore({ dataDir, log: quietLog });
}

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const migrationText = (name: string) => readFile(join(MIGRATIONS, name), 'utf8');

test('what was appended is there after a restart, once, however often it was sent', async () => {
  await store.append(toBatch([span(1), span(2)]));
  await store.append(toBatch([span(2), span(3, MAY + 5_000)]));
  await reopen();
  expect(await count()).toBe(3);
});

test('a batch that the database refuses leaves its neighbours alone, and is not repeated in the reason', async () => {
  const secret = '4821';
  const broken: DecodedBatch = {
    ...toBatch([span(2)]),
    rows: Buffer.from(`["${secret}"]\n`),
  };
  const results = await Promise.allSettled([
    store.append(toBatch([span(1)])),
    store.append(broken),
    store.append(toBatch([span(3)])),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const reason = results[1]?.status === 'rejected' ? results[1].reason : undefined;
  expect(reason).toBeInstanceOf(StoreRejectedError);
  expect(String(reason)).not.toContain(secret);
  expect(await count()).toBe(2);
});

test('whoever listens hears whether anything was stored', async () => {
  const heard: boolean[] = [];
  store.onWrite((_traceIds, _startedAtMs, isStored) => void heard.push(isStored));
  const broken: DecodedBatch = { ...toBatch([span(1)]), rows: Buffer.from('["x"]\n') };
  await expect(store.append(broken)).rejects.toBeInstanceOf(StoreRejectedError);
  await store.append(toBatch([span(2)]));
  expect(heard).toEqual([false, true]);
});

test('a batch of more than a hundred months is refused for good', async () => {
  const months = Array.from({ length: 101 }, (_, month) => span(month, Date.UTC(2015, month, 15)));
  await expect(store.append(toBatch(months))).rejects.toBeInstanceOf(StoreRejectedError);
});

test('appending to a closing store is refused as something to send again', async () => {
  const closing = store.close();
  await expect(store.append(toBatch([span(1)]))).rejects.toBeInstanceOf(StoreFailedError);
  await closing;
});

test('what waits is written before the store closes', async () => {
  const appended = store.append(toBatch([span(1)]));
  await reopen();
  await appended;
  expect(await count()).toBe(1);
});

test('data of a newer Hopscope is left alone', async () => {
  await store.deriver.insertLines('schema_migrations', ['number', 'name'], '[9999,"future"]');
  await store.close();
  await expect(createStore({ dataDir, log: quietLog })).rejects.toThrow(
    /schema version 9999, this Hopscope knows up to \d/,
  );
});

const TO_NEW_SESSIONS = /^001[1-5]/;

/** Makes of the store what it was before 0011, with three sessions. */
async function makeOld(): Promise<void> {
  const { deriver } = store;
  for (const table of ['sessions', 'sessions_before']) {
    await deriver.command(`DROP TABLE ${table} SYNC`);
  }
  for (const name of ['0002_create_sessions.sql', '0005_add_session_paths.sql']) {
    await deriver.command(await migrationText(name));
  }
  const columns = ['trace_id', 'started_at', 'service_name', 'path'];
  const lines = [1, 2, 3].map((n) =>
    JSON.stringify([String(n).repeat(32), n * 1e9, 'kash', ['menu', 'pay']]),
  );
  await deriver.insertLines('sessions', columns, lines.join('\n'));
  await deriver.command(
    'ALTER TABLE schema_migrations DELETE WHERE number >= 11 SETTINGS mutations_sync = 2',
  );
}

async function toNewSessions(): Promise<string[]> {
  const names = (await readdir(MIGRATIONS)).filter((name) => TO_NEW_SESSIONS.test(name)).sort();
  expect(names).toHaveLength(5);
  return names;
}

async function expectAllSessions(): Promise<void> {
  const rows = await store.query<{ trace_id: string; json: string }>(
    'SELECT trace_id, as_json AS json FROM sessions FINAL ORDER BY trace_id',
  );
  expect(rows.map(({ trace_id }) => trace_id[0])).toEqual(['1', '2', '3']);
  for (const { json } of rows) expect(json).toContain('"kash"');
  expect(await count('sessions_before')).toBe(0);
}

test.each([0, 1, 2, 3, 4, 5])(
  'sessions of before are all there after a crash behind %s of the steps to their new table',
  async (steps) => {
    await makeOld();
    const names = await toNewSessions();
    for (const [index, name] of names.slice(0, steps).entries()) {
      await store.deriver.command(await migrationText(name));
      // The last one had run, and its record was not written.
      if (index === steps - 1) break;
      const record = JSON.stringify([Number(name.slice(0, 4)), name]);
      await store.deriver.insertLines('schema_migrations', ['number', 'name'], record);
    }
    await reopen();
    await expectAllSessions();
  },
);

test.each([0, 1, 2, 3, 4, 5])(
  'another backend that starts at the same time, %s steps behind, takes nothing away',
  async (behind) => {
    await makeOld();
    const texts = await Promise.all((await toNewSessions()).map(migrationText));
    const statements: [start: number, text: string][] = [
      ...texts.map((text, index) => [index, text] as [number, string]),
      ...texts.map((text, index) => [index + behind + 0.5, text] as [number, string]),
    ];
    let hasFailed = false;
    for (const [start, text] of statements.sort(([a], [b]) => a - b)) {
      const isOther = !Number.isInteger(start);
      if (isOther && hasFailed) continue;
      const run = store.deriver.command(text);
      if (isOther) {
        // Its start fails, and the next one finds all of them recorded.
        const [{ status }] = await Promise.allSettled([run]);
        hasFailed = status === 'rejected';
      } else {
        await run;
      }
    }
    await expectAllSessions();
  },
);

test('a folder that another process holds is named, and what to do', async () => {
  await store.close();
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { createChdbConnection } = await import('chdb/connection');
     createChdbConnection({ path: ${JSON.stringify(dataDir)} });
     console.log('open');
     setInterval(() => {}, 1_000);`,
  ]);
  await once(holder.stdout, 'data');
  try {
    const opened = createStore({ dataDir, log: quietLog });
    await expect(opened).rejects.toBeInstanceOf(StoreOpenError);
    await expect(opened).rejects.toThrow(/holds it\. Stop it, or set HOPSCOPE_DATA_DIR/);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
});

test('a folder that cannot be made is named', async () => {
  const place = { dataDir: '/dev/null/data', log: quietLog };
  await expect(createStore(place)).rejects.toThrow(/Cannot write to \/dev\/null\/data/);
});

test('a server that does not answer is named without its password', async () => {
  const place = { dataDir, clickhouseUrl: 'http://me:hidden@127.0.0.1:1/x', log: quietLog };
  await expect(createStore(place)).rejects.toThrow(
    /server at http:\/\/127\.0\.0\.1:1 does not answer/,
  );
});

test('spans of others stay only in traces that have a USSD span', async () => {
  const values: Readonly<Record<string, unknown>> = {
    kind: 3,
    start_ns: `${MAY}000000`,
    end_ns: `${MAY}000000`,
    status_code: 0,
    attributes: {},
  };
  const foreign = (number: number) => {
    const { trace_id, span_id } = span(number);
    const row = { ...values, trace_id, span_id };
    return `${JSON.stringify(FOREIGN_COLUMNS.map((name) => row[name as keyof typeof row] ?? ''))}\n`;
  };
  await store.append({
    ...toBatch([span(1)]),
    foreign: Buffer.from(foreign(1) + foreign(2)),
    foreignCount: 2,
  });
  await sweepForeignSpans(store.deriver);
  expect(await count('foreign_spans')).toBe(2);
  await sweepForeignSpans(store.deriver, 0);
  expect(await store.query('SELECT trace_id FROM foreign_spans')).toEqual([
    { trace_id: span(1).trace_id },
  ]);
});

test('what a question had said when it failed is in no answer to another', async () => {
  const fails = () =>
    store.query(
      'SELECT number, throwIf(number = 15000) FROM numbers(20000) SETTINGS max_block_size = 1000',
    );
  const asks = () => store.query('SELECT 1 AS one');
  for (let round = 0; round < 3; round += 1) {
    // Some wait already while those before them fail.
    const [first, second, ...others] = await Promise.allSettled([
      fails(),
      fails(),
      ...Array.from({ length: 6 }, asks),
    ]);
    expect([first?.status, second?.status]).toEqual(['rejected', 'rejected']);
    for (const other of others) expect(other).toMatchObject({ value: [{ one: 1 }] });
  }
});
