import { type FileHandle, open, rm } from 'node:fs/promises';
import { quoted } from './bind-params.ts';

/** What a staged insert needs of a connection. */
export interface StagingConnection {
  query<Row>(sql: string): Promise<Row[]>;
  command(sql: string): Promise<void>;
}

/** Inserts through a file that the embedded database reads. */
export interface StagedInsert {
  insert(table: string, columns: readonly string[], pieces: readonly Buffer[]): Promise<void>;
  close(): Promise<void>;
}

// One thread, because splitting some megabytes costs CPU and memory and the other cores have senders
// to serve. `pread`, because mapping a file that is written again and again would fault every page.
// Rows that are sent twice in one group are put together by merges and FINAL as those of different
// groups are: doing it on insert as well takes 1.4 instead of 1.1 CPU seconds for 200,000 spans.
const SETTINGS = [
  'max_threads = 1',
  'input_format_parallel_parsing = 0',
  "storage_file_read_method = 'pread'",
  'optimize_on_insert = 0',
].join(', ');

// ClickHouse reads these in a path as patterns and has no way to escape them.
const GLOB = /[*?{}]/;

/** True when the database can be told to read a file of that name. */
export function canStage(path: string): boolean {
  return !GLOB.test(path);
}

/**
 * Inserts large blocks of JSONCompactEachRow lines by way of a file: the statement then holds no
 * data, which chDB would otherwise scan once more as SQL text, and the columns are read as plain
 * `String` and made `LowCardinality` a column at a time instead of value by value. Both together
 * take 200,000 spans in groups of 4,000 from 2.4 to 1.1 CPU seconds.
 *
 * The file needs no fsync: nothing is acknowledged before the INSERT, whose part is. Its content is
 * written over by the next group, and gone when the connection closes or opens.
 *
 * @param path of a file that is nobody else's; see `canStage`.
 */
export function createStagedInsert(connection: StagingConnection, path: string): StagedInsert {
  const structures = new Map<string, ReadonlyMap<string, string>>();
  let file: FileHandle | undefined;

  async function structureOf(table: string, columns: readonly string[]): Promise<string> {
    let types = structures.get(table);
    if (types === undefined) {
      const rows = await connection.query<{ name: string; type: string }>(
        `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = ${quoted(table)}`,
      );
      types = new Map(rows.map(({ name, type }) => [name, plain(type)]));
      structures.set(table, types);
    }
    const known = types;
    return columns.map((column) => `${column} ${known.get(column) ?? 'String'}`).join(', ');
  }

  return {
    async insert(table, columns, pieces) {
      const structure = await structureOf(table, columns);
      file ??= await open(path, 'w', 0o600);
      await file.truncate(await writeAll(file, pieces));
      const list = columns.join(', ');
      await connection.command(
        `INSERT INTO ${table} (${list}) SELECT ${list} FROM file(${quoted(path)}, JSONCompactEachRow, ${quoted(structure)}) SETTINGS ${SETTINGS}`,
      );
    },
    async close() {
      await file?.close();
      file = undefined;
      await rm(path, { force: true });
    },
  };
}

function plain(type: string): string {
  return type === 'LowCardinality(String)' ? 'String' : type;
}

/** Writes the pieces from the start of the file on; answers how many bytes they are. */
async function writeAll(file: FileHandle, pieces: readonly Buffer[]): Promise<number> {
  let position = 0;
  let rest = pieces;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, position);
    position += bytesWritten;
    rest = after(rest, bytesWritten);
  }
  return position;
}

/** What of `pieces` follows the first `count` bytes: one write may take less than all. */
function after(pieces: readonly Buffer[], count: number): readonly Buffer[] {
  let skip = count;
  let index = 0;
  for (const { length } of pieces) {
    if (skip < length) break;
    skip -= length;
    index += 1;
  }
  const [first, ...others] = pieces.slice(index);
  return first === undefined ? [] : [first.subarray(skip), ...others];
}
