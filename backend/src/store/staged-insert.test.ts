import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quietLog } from '../../test/quiet-log.ts';
import { type Span, toBatch } from '../../test/span.ts';
import { createStore } from './store.ts';

const span = (number: number): Span => ({
  trace_id: number.toString(16).padStart(32, '0'),
  span_id: number.toString(16).padStart(16, '0'),
  operation: 'step',
  start_ms: Date.UTC(2026, 4, 31),
  end_ms: Date.UTC(2026, 4, 31),
});

const STAGING = 'incoming.jsonl';

// `{1..3}` is a pattern to ClickHouse, the quote would end the path in the statement.
test.each(['data', "o'data", 'da{1..3}ta'])('a folder named %s takes spans', async (name) => {
  const parent = await mkdtemp(join(tmpdir(), 'hopscope-staged-'));
  const dataDir = join(parent, name);
  const store = await createStore({ dataDir, log: quietLog });
  await store.append(toBatch([span(1), span(2)]));
  await store.append(toBatch([span(3)]));
  const rows = await store.query('SELECT trace_id FROM spans FINAL');
  await store.close();
  expect(rows).toHaveLength(3);
  expect(await readdir(dataDir)).not.toContain(STAGING);
  await rm(parent, { recursive: true });
});

test('what a crash left in the file is neither read nor kept', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-staged-'));
  const first = await createStore({ dataDir, log: quietLog });
  await first.close();
  await writeFile(join(dataDir, STAGING), toBatch([span(8), span(9)]).rows);
  const store = await createStore({ dataDir, log: quietLog });
  await store.append(toBatch([span(1)]));
  const rows = await store.query('SELECT trace_id FROM spans FINAL');
  await store.close();
  expect(rows).toEqual([{ trace_id: span(1).trace_id }]);
  expect(await readdir(dataDir)).not.toContain(STAGING);
  await rm(dataDir, { recursive: true });
});
