import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import type { Span } from '../../test/span.ts';
import { HOOK_FAILED, isHookFailed } from './hook-failed.ts';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const START = Date.UTC(2026, 10, 28);

test('a hook failed for the database where it failed for whoever reads its row', async () => {
  const spans: Span[] = [];
  for (const operation of ['hook', 'step'] as const) {
    for (const http_status of [0, 200, 399, 400, 503]) {
      for (const error_type of ['', 'timeout']) {
        for (const status_code of [0, 1, 2]) {
          const span_id = spans.length.toString(16).padStart(16, '0');
          const rest = { operation, http_status, error_type, status_code };
          spans.push({
            ...rest,
            trace_id: 'a'.repeat(32),
            span_id,
            start_ms: START,
            end_ms: START,
          });
        }
      }
    }
  }
  await opened.append(spans);
  const rows = await opened.store.query<Parameters<typeof isHookFailed>[0] & { failed: boolean }>(
    `SELECT operation, http_status, error_type, status_code, toBool(${HOOK_FAILED}) AS failed FROM spans`,
  );
  expect(rows).toHaveLength(spans.length);
  expect(rows.map(isHookFailed)).toEqual(rows.map(({ failed }) => failed));
  // 400 and 503 in any case, the others where either of two says so.
  expect(rows.filter(isHookFailed)).toHaveLength(2 * 6 + 3 * 4);
});
