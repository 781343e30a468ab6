import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { demoSession } from '../../test/demo-session.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { toBatch } from '../../test/span.ts';
import type { Database } from '../store/database.ts';
import { createStore, type Store, type StoreLog } from '../store/store.ts';
import { startDeriving } from './deriver.ts';

const REFUSED = 'bb'.repeat(16);

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hopscope-test-'));
  store = await createStore({ dataDir, log: quietLog });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

/** The store's own database, which refuses to derive one trace as chDB refuses rows. */
function refusing(code: number): Database {
  return {
    ...store.deriver,
    async command(sql, params) {
      if (sql.includes(REFUSED)) {
        throw Object.assign(new Error('what stands in a row'), { clickhouseCode: code });
      }
      await store.deriver.command(sql, params);
    },
  };
}

const sessionIds = () => store.query('SELECT session_id FROM sessions FINAL ORDER BY session_id');

test('a session that the database refuses keeps no other from being derived', async () => {
  const error = vi.fn<StoreLog['error']>();
  const deriver = await startDeriving(
    { ...store, deriver: refusing(252) },
    { info: () => undefined, warn: () => undefined, error },
  );
  for (const id of ['aa', 'bb', 'cc', 'dd', 'ee']) await store.append(toBatch(demoSession({ id })));
  await deriver.settle();
  expect(await sessionIds()).toEqual(
    ['aa', 'cc', 'dd', 'ee'].map((id) => ({ session_id: `ATUid_${id}` })),
  );
  expect(error.mock.calls).toEqual([
    [{ reason: 'ClickHouse error 252', traceId: REFUSED }, 'a session is not derived'],
  ]);
});

test('the store opens and closes also when what a crash left cannot be derived', async () => {
  await store.append(toBatch(demoSession({ id: 'bb' })));
  const error = vi.fn<StoreLog['error']>();
  const outOfMemory = 241;
  const log = { info: () => undefined, warn: () => undefined, error };
  await startDeriving({ ...store, deriver: refusing(outOfMemory) }, log);
  expect(error).toHaveBeenCalledWith(
    { reason: 'ClickHouse error 241' },
    'deriving sessions failed; trying again',
  );
  await store.close();
  expect(error).toHaveBeenLastCalledWith(
    { reason: 'ClickHouse error 241' },
    'the rest is derived at the next start',
  );
});
