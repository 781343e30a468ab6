import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trafficFrame } from '../../../test/frames.ts';
import type { Frame } from '../data/session-types.ts';
import { axisLabel } from './axis-label.ts';
import { barEnd, chooseInterval, DAY_MS } from './choose-interval.ts';
import { barTitle, describeBar } from './describe-bar.ts';
import { axisSpan, shareOf, toBars } from './layout-bars.ts';
import { narrowToSeries } from './narrow-to-series.ts';
import { assignNetworkColors } from './series-colors.ts';
import { readTraffic, toUpperEdges } from './traffic-series.ts';

const HOUR_MS = 3_600_000;

function traffic(label: string, series: Readonly<Record<string, number[]>>): Frame {
  const [counts = []] = Object.values(series);
  return trafficFrame(
    counts.map((_, index) => index * DAY_MS),
    label,
    series,
  );
}

test('the stack by completion folds outcomes into who has to act', () => {
  const frame = traffic('outcome', {
    in_progress: [0, 1],
    hook_error: [1, 0],
    app_error: [1, 1],
    abandoned: [0, 2],
    completed: [5, 6],
  });
  const { series, total } = readTraffic(frame, 'completed');
  expect(series.map(({ key, counts }) => [key, counts])).toEqual([
    ['completed', [5, 6]],
    ['left', [0, 2]],
    ['fault', [2, 1]],
    ['open', [0, 1]],
  ]);
  expect(total).toBe(17);
});

test('networks stand by their size, and sessions without one are named', () => {
  const { series } = readTraffic(
    traffic('network', { '': [1], MTN: [2], Telecel: [7] }),
    'network',
  );
  expect(series.map((one) => one.label)).toEqual(['Telecel', 'MTN', 'Unknown']);
});

test('without an answer there is nothing to draw', () => {
  expect(readTraffic(undefined, 'network')).toEqual({ starts: [], series: [], total: 0 });
});

test('stacked edges: each series shows exactly its own count between its edge and the one below', () => {
  const counts = fc.array(fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(counts, (all) => {
      const series = all.map((one, n) => ({ key: `${n}`, label: '', counts: one, total: 0 }));
      const edges = toUpperEdges(series, 3);
      all.forEach((own, n) => {
        own.forEach((count, bar) => {
          const below = n === 0 ? 0 : (edges[n - 1]?.[bar] ?? Number.NaN);
          expect((edges[n]?.[bar] ?? Number.NaN) - below).toBe(count);
        });
      });
    }),
  );
});

test('a range never has more than about a hundred bars, up to two years', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 730 * 24 * 60 }), (minutes) => {
      const toMs = minutes * 60_000;
      expect(toMs / chooseInterval({ fromMs: 0, toMs })).toBeLessThanOrEqual(105);
    }),
  );
});

test('a month is drawn in days and a day in hours', () => {
  expect(chooseInterval({ fromMs: 0, toMs: 31 * DAY_MS })).toBe(DAY_MS);
  expect(chooseInterval({ fromMs: 0, toMs: DAY_MS })).toBe(HOUR_MS);
});

test('the day on which the clocks go back is 25 hours long', () => {
  const midnight = Date.UTC(2026, 9, 24, 23);
  expect(barEnd(midnight, DAY_MS, 'Europe/London') - midnight).toBe(25 * HOUR_MS);
});

test('the axis holds the whole range and the whole of its first bar', () => {
  const bars = toBars([0, DAY_MS], DAY_MS, 'UTC');
  const span = axisSpan({ fromMs: HOUR_MS, toMs: 5 * DAY_MS }, bars);
  expect(span).toEqual({ fromMs: 0, toMs: 5 * DAY_MS });
  expect(shareOf(DAY_MS, span)).toBe(0.2);
});

test('a bar is told in words, without the series that have nothing in it', () => {
  const read = readTraffic(traffic('network', { MTN: [1, 0], Telecel: [2, 3] }), 'network');
  expect(describeBar(read, 1, 'Thu')).toBe('Thu: 3 sessions, Telecel 3');
});

test('bars are titled by what they span', () => {
  const startMs = Date.UTC(2026, 10, 21, 11);
  const bar = (endMs: number) => ({ startMs, endMs });
  expect(barTitle(bar(startMs + HOUR_MS), HOUR_MS, 'Africa/Nairobi')).toBe('21 Nov, 14:00 – 15:00');
  expect(barTitle(bar(startMs + DAY_MS), DAY_MS, 'UTC')).toBe('Sat 21 Nov 2026');
  expect(barTitle(bar(startMs + 7 * DAY_MS), 7 * DAY_MS, 'UTC')).toBe('Week from Sat 21 Nov 2026');
});

test('the axis says the day at midnight and the time between', () => {
  const midnight = Date.UTC(2026, 10, 20, 21);
  expect(axisLabel(midnight, HOUR_MS, 'Africa/Nairobi')).toBe('21 Nov');
  expect(axisLabel(midnight + HOUR_MS, HOUR_MS, 'Africa/Nairobi')).toBe('01:00');
});

test('networks never share a colour, and one keeps its own when another is filtered away', () => {
  const names = ['Safaricom', 'Airtel', 'MTN', 'Telecel', 'AirtelTigo', 'Orange', 'Vodacom', 'Glo'];
  const colors = assignNetworkColors(names);
  expect(new Set(colors.values()).size).toBe(names.length);
  expect(assignNetworkColors(['Safaricom']).get('Safaricom')).toBe(
    assignNetworkColors(['Safaricom', 'MTN']).get('Safaricom'),
  );
});

test.each([
  ['Kenya', ['Safaricom', 'Airtel', 'AT', 'Telkom']],
  ['Ghana', ['MTN', 'Telecel', 'AT']],
  ['Nigeria', ['MTN', 'Airtel', 'Glo', '9mobile']],
])('the networks of %s differ in hue, not in shade only', (_country, networks) => {
  const hueOf = (color: string): string => color.replace(/^.*-/, '');
  const hues = [...assignNetworkColors(networks).values()].map(hueOf);
  expect(new Set(hues).size).toBe(networks.length);
});

test('more networks than colours still all have one', () => {
  const names = Array.from({ length: 30 }, (_, n) => `Network ${n}`);
  expect([...assignNetworkColors(names).values()].every((color) => color !== '')).toBe(true);
});

test('a legend entry narrows to its network, its outcome or the outcomes of its kind', () => {
  expect(narrowToSeries({}, 'network', 'MTN')).toEqual({ network: ['MTN'] });
  expect(narrowToSeries({ version: ['2'] }, 'outcome', 'rejected')).toEqual({
    version: ['2'],
    outcome: ['rejected'],
  });
  expect(narrowToSeries({}, 'completed', 'completed')).toEqual({ outcome: ['completed'] });
  expect(narrowToSeries({}, 'completed', 'fault').outcome).toContain('app_timeout');
});
