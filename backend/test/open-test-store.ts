import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deriver, startDeriving } from '../src/derive/deriver.ts';
import { createStore, type Store } from '../src/store/store.ts';
import { quietLog } from './quiet-log.ts';
import { type Span, toBatch } from './span.ts';

/** A store in a folder of its own, whose sessions are derived when `append` resolves. */
export interface TestStore {
  readonly store: Store;
  readonly deriver: Deriver;
  append(spans: readonly Span[]): Promise<void>;
  /** Closes the store and removes its folder. */
  close(): Promise<void>;
}

/** Opens a store for one test; chDB takes one folder at a time in a process. */
export async function openTestStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-test-'));
  const store = await createStore({ dataDir, log: quietLog });
  const deriver = await startDeriving(store, quietLog);
  return {
    store,
    deriver,
    async append(spans) {
      await store.append(toBatch(spans));
      await deriver.settle();
    },
    async close() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
