import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';

/** Values of `{name:Type}` placeholders. */
export type SqlParams = Readonly<Record<string, unknown>>;

/** One connection: its statements run one after another. */
export interface Database {
  /** Rows as objects; 64-bit integers come as text, so cast them in SQL or with `Number`. */
  query<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
  /** A statement without a result. */
  command(sql: string, params?: SqlParams): Promise<void>;
  /** One INSERT of lines of JSONCompactEachRow; resolves when they are on disk. */
  insertLines(table: string, columns: readonly string[], lines: string): Promise<void>;
  close(): Promise<void>;
}

/** The same few verbs over chDB and over a server. */
export function createDatabase(client: ClickHouseClient): Database {
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
