import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { StoreOpenError } from './store-errors.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

const CREATE_RECORD = `
CREATE TABLE IF NOT EXISTS schema_migrations
(
  number     UInt32,
  name       String,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY number
SETTINGS fsync_after_insert = 1`;

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings the tables to this code's version. Each file is one statement that can be repeated
 * (`IF NOT EXISTS`), so a crash between a statement and its record does no harm.
 *
 * @throws {StoreOpenError} when the data was written by a newer Hopscope.
 */
export async function migrate(database: Database): Promise<void> {
  await database.command(CREATE_RECORD);
  const applied = new Set(
    (await database.query<{ number: number }>('SELECT DISTINCT number FROM schema_migrations')).map(
      (row) => row.number,
    ),
  );
  const migrations = await readMigrations();
  const known = new Set(migrations.map((migration) => migration.number));
  const unknown = [...applied].filter((number) => !known.has(number));
  if (unknown.length > 0) {
    throw new StoreOpenError(
      `The data has schema version ${Math.max(...unknown)}, this Hopscope knows up to ${Math.max(...known)}. ` +
        'Start the newer Hopscope, or set HOPSCOPE_DATA_DIR to another folder.',
    );
  }
  for (const { number, name, sql } of migrations) {
    if (applied.has(number)) continue;
    await database.command(sql);
    await database.insertLines(
      'schema_migrations',
      ['number', 'name'],
      JSON.stringify([number, name]),
    );
  }
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  return await Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name,
      sql: await readFile(join(FOLDER, name), 'utf8'),
    })),
  );
}
