import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, parseError } from '@clickhouse/client';

/** Values of `{name:Type}` placeholders. */
export type SqlParams = Readonly<Record<string, unknown>>;

/** One connection: its statements run one after another. */
export interface Database {
  /** Rows as objects; 64-bit integers come as text, so cast them in SQL or with `Number`. */
  query<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
  /** A statement without a result. */
  command(sql: string, params?: SqlParams): Promise<void>;
  /** One INSERT of lines of JSONCompactEachRow; resolves when they are on disk. */
  insertLines(table: string, columns: readonly string[], lines: Buffer | string): Promise<void>;
  close(): Promise<void>;
}

/** What chDB offers beside the client: bytes go to its parser as they are. */
export interface RawInsert {
  rawInsert(insert: {
    table: string;
    columns: string[];
    values: Buffer | string;
    format: 'JSONCompactEachRow';
    settings: Record<string, number>;
  }): Promise<unknown>;
}

// A group of some megabytes is parsed in one thread: splitting it costs CPU and memory, and the
// other cores have senders to serve.
const INSERT_SETTINGS = { input_format_parallel_parsing: 0 };

/**
 * The same few verbs over chDB and over a server.
 *
 * @param chdb given for chDB; through the client, lines would become a string and bytes again.
 */
export function createDatabase(client: ClickHouseClient, chdb?: RawInsert): Database {
  return {
    async query<Row>(sql: string, params?: SqlParams) {
      const result = await client.query({
        query: sql,
        format: 'JSONEachRow',
        ...(params === undefined ? {} : { query_params: { ...params } }),
      });
      return await result.json<Row>();
    },
    async command(sql, params) {
      await client.command({
        query: sql,
        ...(params === undefined ? {} : { query_params: { ...params } }),
      });
    },
    async insertLines(table, columns, lines) {
      if (chdb !== undefined) {
        await insertIntoChdb(chdb, table, columns, lines);
        return;
      }
      // Not `client.insert`, which takes objects only and would parse every line to write it again.
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
        values: Readable.from([lines], { objectMode: false }),
      });
      // A server's socket goes back to the pool only when its (empty) answer is read.
      await finished(stream.resume());
    },
    async close() {
      await client.close();
    },
  };
}

async function insertIntoChdb(
  chdb: RawInsert,
  table: string,
  columns: readonly string[],
  values: Buffer | string,
): Promise<void> {
  try {
    await chdb.rawInsert({
      table,
      columns: [...columns],
      values,
      format: 'JSONCompactEachRow',
      settings: INSERT_SETTINGS,
    });
  } catch (error) {
    // The class that the client throws, so that nobody has to know which way a row went.
    throw parseError(error instanceof Error ? error.message : String(error));
  }
}
