import { setImmediate as nextTurn } from 'node:timers/promises';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterEach, expect, test } from 'vitest';
import { callInHop, HOP_SLOT_KEY, hopSlotOf } from './active-hop.ts';
import { catchUp, recordSoon } from './backlog.ts';

let recorded: string[] = [];
const seen = (name: string) => ({ record: () => void recorded.push(name) });
afterEach(() => {
  catchUp();
  recorded = [];
});

test('what is seen in one turn of the event loop is recorded at its end, in its order', async () => {
  for (const name of ['a', 'b', 'a']) recordSoon(seen(name));
  expect(recorded).toEqual([]);
  await nextTurn();
  expect(recorded).toEqual(['a', 'b', 'a']);

  recordSoon(seen('c'));
  await nextTurn();
  expect(recorded).toEqual(['a', 'b', 'a', 'c']);
});

test('whoever cannot wait has it recorded at once, and once', async () => {
  recordSoon(seen('a'));
  catchUp();
  expect(recorded).toEqual(['a']);
  recordSoon(seen('b'));
  await nextTurn();
  expect(recorded).toEqual(['a', 'b']);
});

test('what is seen while something is recorded comes after it', () => {
  recordSoon({
    record() {
      recordSoon(seen('b'));
      catchUp();
      recorded.push('a');
    },
  });
  catchUp();
  expect(recorded).toEqual(['a', 'b']);
});

test('a turn that sees a thousand requests does not keep them all', () => {
  for (let n = 0; n < 1_000; n++) recordSoon(seen('a'));
  expect(recorded).toHaveLength(1_000);
});

test('a fault of one does not take those behind it along', () => {
  recordSoon(seen('a'));
  recordSoon({
    record() {
      throw new Error('a fault');
    },
  });
  recordSoon(seen('b'));
  catchUp();
  expect(recorded).toEqual(['a', 'b']);
});

test('what is recorded runs in no request, whoever asks for it', async () => {
  const manager = new AsyncLocalStorageContextManager();
  context.setGlobalContextManager(manager.enable());
  const found: unknown[] = [];
  const look = { record: () => void found.push(hopSlotOf(context.active())) };
  const slot = {
    hop: undefined,
    foreign: false,
    shown: false,
    pending: [],
    answeredAtMs: undefined,
  };
  try {
    for (const bound of [false, true]) {
      const within = ROOT_CONTEXT.setValue(HOP_SLOT_KEY, { ...slot, bound });
      const askTwice = () => {
        recordSoon(look);
        catchUp();
        recordSoon(look);
      };
      callInHop({ ...slot, bound }, within, askTwice, undefined, []);
      await nextTurn();
    }
  } finally {
    context.disable();
  }
  expect(found).toEqual([undefined, undefined, undefined, undefined]);
});
