import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { createDatabase, type Database } from './database.ts';
import { canStage } from './staged-insert.ts';
import { errorLabel, StoreOpenError } from './store-errors.ts';

/** Where the data is: a folder for chDB in this process, or a ClickHouse server. */
export interface Place {
  /** Folder of the embedded database; made when it is missing; unused when `clickhouseUrl` is set. */
  readonly dataDir: string;
  /** `http://user:password@host:8123/database`. */
  readonly clickhouseUrl?: string | undefined;
}

/**
 * Several connections to the same data, because statements of one connection wait for one another: a
 * slow question must delay neither an insert nor a derivation. chDB runs each on a thread of its
 * own, off Node's event loop.
 */
export interface Databases {
  readonly writer: Database;
  readonly deriver: Database;
  /** Any of them will do, best the one with the least to do. */
  readonly readers: readonly Database[];
}

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

/**
 * Opens the store's connections.
 *
 * @throws {StoreOpenError} when the folder is not writable or held by another process, or the
 *   server does not answer.
 */
export async function openDatabases(place: Place): Promise<Databases> {
  if (place.clickhouseUrl !== undefined) return await openServer(place.clickhouseUrl);
  return await openFolder(place.dataDir);
}

// A derivation names each of its thousands of traces several times, 35 bytes each; ClickHouse stops
// reading a statement after 256 KiB unless told otherwise.
const QUERY_BYTES_MAX = 16 * 1024 * 1024;
// Most of a short question is its analysis, on one core; each that runs holds one of Node's four worker
// threads, which also inflate bodies and write files.
const READERS = 2;
// A question that takes longer has been given up by whoever asked it.
const QUESTION_SECONDS_MAX = 30;
const SERVER_SETTINGS = { wait_end_of_query: 1, max_query_size: String(QUERY_BYTES_MAX) } as const;

// In the data folder, where nobody else reads and no other Hopscope writes.
const STAGING_FILE = 'incoming.jsonl';

// The client's own log repeats statements and rows.
const NO_LOG = { level: ClickHouseLogLevel.OFF };

async function openServer(url: string): Promise<Databases> {
  const open = (settings = {}) =>
    createDatabase(
      createClient({ url, log: NO_LOG, clickhouse_settings: { ...SERVER_SETTINGS, ...settings } }),
    );
  const writer = open();
  try {
    await writer.query('SELECT 1');
  } catch (error) {
    await writer.close();
    throw new StoreOpenError(
      `The ClickHouse server at ${withoutCredentials(url)} does not answer (${errorLabel(error)}). ` +
        'Start it, or correct HOPSCOPE_CLICKHOUSE_URL; without that setting the data stays in this process.',
    );
  }
  return {
    writer,
    deriver: open({ max_partitions_per_insert_block: 0 }),
    // A server runs the statements of a client side by side.
    readers: [open({ max_execution_time: QUESTION_SECONDS_MAX })],
  };
}

function withoutCredentials(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'HOPSCOPE_CLICKHOUSE_URL';
}

async function openFolder(dataDir: string): Promise<Databases> {
  const path = resolve(dataDir);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StoreOpenError(
      `Cannot write to ${dataDir} (${codeOf(error)}). Allow it, or set HOPSCOPE_DATA_DIR to another folder.`,
    );
  }
  // Held by another process is the one common reason for chDB to refuse; its own text names neither
  // the reason nor the process, its `status` file does the latter.
  const holder = await holderOf(path);
  // The same interface, but chdb takes its types from a second copy of the client's.
  const open = (stagingPath?: string) => {
    const connection = createChdbConnection({ path });
    const client = createClient({
      connection: connection as unknown as Connection,
      log: NO_LOG,
    });
    return createDatabase(client, { bindsItself: true, stagingPath });
  };
  const staging = join(path, STAGING_FILE);
  let writer: Database;
  try {
    writer = open(canStage(staging) ? staging : undefined);
  } catch {
    throw new StoreOpenError(
      holder === undefined
        ? `Cannot open ${dataDir}: another process may hold it, or it is not a Hopscope data folder. Stop that process, or set HOPSCOPE_DATA_DIR.`
        : `Cannot open ${dataDir}: another process (${holder}) holds it. Stop it, or set HOPSCOPE_DATA_DIR.`,
    );
  }
  const deriver = open();
  await deriver.command(`SET max_query_size = ${QUERY_BYTES_MAX}`);
  // One derivation may touch sessions of more than a hundred months (a clock that was never set, an
  // import of old logs); refused, it would be tried for ever and hold up all others.
  await deriver.command('SET max_partitions_per_insert_block = 0');
  // Spreading a derivation over all cores costs a tenth more CPU, and takes them from receiving.
  await deriver.command('SET max_threads = 1');
  // Sixty columns of 65,000 spans at a time are memory for nothing: in eighths it takes no longer.
  await deriver.command('SET max_block_size = 8192');
  const readers = Array.from({ length: READERS }, () => open());
  for (const reader of readers) {
    await reader.command(`SET max_execution_time = ${QUESTION_SECONDS_MAX}`);
    await reader.command(`SET max_query_size = ${QUERY_BYTES_MAX}`);
    // Threads of their own to write an answer take longer to wake than most answers to write (SELECT 1: 1.15
    // against 1.7 ms).
    await reader.command('SET output_format_parallel_formatting = 0');
  }
  return { writer, deriver, readers };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    const status = await readFile(resolve(path, 'status'), 'utf8');
    const pid = Number(/^PID: (\d+)/m.exec(status)?.[1]);
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
