import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';
import { bindParams } from './bind-params.ts';
import { createStagedInsert } from './staged-insert.ts';

/** Values of `{name:Type}` placeholders. */
export type SqlParams = Readonly<Record<string, unknown>>;

/** A setting for statements: 64-bit integers come as text, because a number of JavaScript ends at 53 bits. */
export const EXACT_INTEGERS = 'output_format_json_quote_64bit_integers = 1';

/** One connection: its statements run one after another. */
export interface Database {
  /** Rows as objects; 64-bit integers come as numbers or as text: cast them in SQL, or see `EXACT_INTEGERS`. */
  query<Row>(sql: string, params?: SqlParams): Promise<Row[]>;
  /** A statement without a result. */
  command(sql: string, params?: SqlParams): Promise<void>;
  /** One INSERT of some lines of JSONCompactEachRow; resolves when they are on disk. */
  insertLines(table: string, columns: readonly string[], lines: string): Promise<void>;
  /** The same for megabytes of lines, in pieces that end at a line's end. */
  insertPieces(table: string, columns: readonly string[], pieces: readonly Buffer[]): Promise<void>;
  close(): Promise<void>;
}

/** What differs between chDB and a server. */
export interface DatabaseOptions {
  /** Write parameters into the statements (bind-params.ts) instead of sending them beside. */
  readonly bindsItself?: boolean;
  /** For chDB: a file of this connection's own, for `insertPieces`. */
  readonly stagingPath?: string | undefined;
}

/** The same few verbs over chDB and over a server. */
export function createDatabase(
  client: ClickHouseClient,
  { bindsItself = false, stagingPath }: DatabaseOptions = {},
): Database {
  const statement = (sql: string, params: SqlParams | undefined) => {
    if (params === undefined) return { query: sql };
    return bindsItself
      ? { query: bindParams(sql, params) }
      : { query: sql, query_params: { ...params } };
  };

  async function ask<Row>(sql: string, params?: SqlParams): Promise<Row[]> {
    try {
      const result = await client.query({ ...statement(sql, params), format: 'JSONEachRow' });
      return await result.json<Row>();
    } catch (error) {
      throw asClickHouseError(error);
    }
  }

  // chDB begins the next answer of a connection with what a statement had written when it failed. So
  // statements take turns here, and behind one that failed comes one whose answer nobody reads.
  let turn: Promise<unknown> = Promise.resolve();
  async function askInTurn<Row>(sql: string, params?: SqlParams): Promise<Row[]> {
    const asked = turn.then(() => ask<Row>(sql, params));
    turn = asked.catch(() => ask('SELECT 1').catch(() => undefined));
    return await asked;
  }
  const query = bindsItself ? askInTurn : ask;

  async function command(sql: string, params?: SqlParams): Promise<void> {
    try {
      await client.command(statement(sql, params));
    } catch (error) {
      throw asClickHouseError(error);
    }
  }

  // Not `client.insert`, which takes objects only and would parse every line to write it again.
  async function send(
    table: string,
    columns: readonly string[],
    pieces: readonly (Buffer | string)[],
  ): Promise<void> {
    try {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
        values: Readable.from(pieces, { objectMode: false }),
      });
      // A server's socket goes back to the pool only when its (empty) answer is read.
      await finished(stream.resume());
    } catch (error) {
      throw asClickHouseError(error);
    }
  }

  const staged =
    stagingPath === undefined ? undefined : createStagedInsert({ query, command }, stagingPath);
  return {
    query,
    command,
    insertLines: (table, columns, lines) => send(table, columns, [lines]),
    insertPieces: staged?.insert ?? send,
    async close() {
      await staged?.close();
      await client.close();
    },
  };
}

/** chDB throws the class of its own copy of the client, which no `instanceof` here would know. */
function asClickHouseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ClickHouseError) return error;
  const { code, type } = error as { code?: unknown; type?: unknown };
  if (typeof code !== 'string' || typeof type !== 'string') return error;
  return new ClickHouseError({ message: error.message, code, type });
}
