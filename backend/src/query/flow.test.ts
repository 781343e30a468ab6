import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import type { Span } from '../../test/span.ts';
import { flow } from './flow.ts';

const START = Date.UTC(2026, 10, 20, 10);

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  const walks = [
    ...Array.from({ length: 4 }, () => ['home', 'a']),
    ...Array.from({ length: 3 }, () => ['home', 'b']),
    ...Array.from({ length: 3 }, () => ['home', 'c']),
  ];
  await opened.append(walks.flatMap(spansOf));
});
afterAll(() => opened.close());

function spansOf(walk: readonly string[], session: number): Span[] {
  return walk.map((step_name, step_index) => ({
    trace_id: String(session).padStart(32, '0'),
    span_id: `${session}${step_index}`.padStart(16, '0'),
    operation: 'step',
    start_ms: START + step_index * 1_000,
    end_ms: START + step_index * 1_000 + 100,
    step_index,
    step_name,
    response_type: step_index + 1 === walk.length ? 'end' : 'continue',
  }));
}

test.each([
  [100, [0.4, 0.3, 0.3]],
  [2, [0.4]],
])('with %i screens shown, a share is of all that left the screen', async (limit, shares) => {
  const config = { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] };
  const range = { fromMs: START, toMs: START + 1, nowMs: START + 3_600_000 };
  const query = { refId: 'A', queryType: 'flow', limit, filters: {} } as const;
  const [, edges] = await flow(query, { store: opened.store, config, ...range });
  const column = edges?.schema.fields.findIndex(({ name }) => name === 'secondarystat') ?? -1;
  expect(edges?.data.values[column]).toEqual(shares);
});
