import { expect, test } from 'vitest';
import { openTestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import type { Span } from '../../test/span.ts';
import { createRollUp } from './roll-up.ts';

const RULES = { goals: new Map<string, readonly string[]>(), idleLimitSeconds: 180 };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MAY = Date.UTC(2026, 4, 31);

const step = (trace: string, startMs: number): Span => ({
  trace_id: trace.repeat(32),
  span_id: trace.repeat(16),
  operation: 'step',
  start_ms: startMs,
  end_ms: startMs + 100,
});

test('counts that an earlier version made are not read, and go when their day is counted again', async () => {
  const { append, store, deriver, close } = await openTestStore();
  try {
    await append([step('a', MAY), step('b', MAY + HOUR)]);
    // As version 0.1 left them: other rules, and none of the facts that came later.
    await store.deriver.command(
      `INSERT INTO roll_up (fact, hours, start, build, kind, a, n) VALUES ('session', 24, ${MAY / 1000}, 7, 'live', 'completed', 1000)`,
    );
    await store.deriver.command(
      `INSERT INTO roll_up_units (hours, start, build, rules, revision, settled_until) VALUES (24, ${MAY / 1000}, 7, 1, 18446744073709551615, 0)`,
    );
    const rollUp = await createRollUp(store, RULES, deriver, quietLog);
    const cover = () => rollUp.cover(MAY, MAY + DAY, MAY + 2 * DAY);
    expect(await cover()).toMatchObject({ units: [], live: [[MAY, MAY + 2 * HOUR]] });

    await rollUp.build(MAY + 2 * DAY);
    const { units, live } = await cover();
    expect(units).toEqual([expect.objectContaining({ hours: 24, start: MAY / 1000 })]);
    expect(live).toEqual([]);
    expect(units[0]?.build).not.toBe('7');

    await rollUp.build(MAY + 2 * DAY);
    const builds = await store.query<{ build: string; facts: string[] }>(
      'SELECT toString(build) AS build, arraySort(groupUniqArray(toString(fact))) AS facts FROM roll_up WHERE hours = 24 GROUP BY build',
    );
    expect(builds).toEqual([
      {
        build: units[0]?.build,
        facts: [
          'all end',
          'all reach',
          'all session',
          'all version',
          'end',
          'reach',
          'session',
          'version',
        ],
      },
    ]);
  } finally {
    await close();
  }
});
