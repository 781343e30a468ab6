import type { DataFrame } from '@grafana/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFlow } from './with-flow.ts';

type Edge = readonly [source: string, target: string, times: number];

const META = { preferredVisualisationType: 'nodeGraph' } as const;
const PERCENT = { unit: 'percentunit' };

function frame(name: string, fields: readonly (readonly [string, readonly unknown[], object?])[]) {
  return {
    name,
    meta: META,
    length: fields[0]?.[1].length ?? 0,
    fields: fields.map(([field, values, config = {}]) => ({
      name: field,
      type: typeof values[0] === 'string' ? 'string' : 'number',
      config,
      values: [...values],
    })),
  } as unknown as DataFrame;
}

/** As the backend sends a flow, as far as it is looked at here. */
function flow(screens: readonly string[], edges: readonly Edge[]): DataFrame[] {
  return [
    frame('nodes', [
      ['id', screens],
      ['mainstat', screens.map((_, index) => 12_345 - index)],
      ['secondarystat', screens.map(() => 0.32189), PERCENT],
      ['arc__lost', screens.map(() => 0.32189)],
      ['detail__timeToReach', screens.map(() => 26_115.6), { unit: 'ms' }],
    ]),
    frame('edges', [
      ['id', edges.map((_, index) => `e${index}`)],
      ['source', edges.map(([source]) => source)],
      ['target', edges.map(([, target]) => target)],
      ['mainstat', edges.map(([, , times]) => times)],
    ]),
  ];
}

function column(frames: readonly DataFrame[], name: string, field: string): unknown[] {
  const found = frames.find((one) => one.name === name)?.fields.find((one) => one.name === field);
  return [...(found?.values ?? [])];
}

const placesOf = (frames: readonly DataFrame[]): [number, number][] =>
  column(frames, 'nodes', 'fixedx').map((x, index) => [
    Number(x),
    Number(column(frames, 'nodes', 'fixedy')[index]),
  ]);

test('a screen says why people are lost there only where a tenth of them are, and the legend which number is which', () => {
  const shown = withFlow([
    frame('nodes', [
      ['id', ['menu', 'reference']],
      ['subtitle', ['mostly abandoned', 'mostly rejected']],
      ['mainstat', [1000, 500], { displayName: 'Sessions' }],
      ['secondarystat', [0.0999, 0.1], PERCENT],
    ]),
  ]);
  expect(column(shown, 'nodes', 'subtitle')).toEqual(['', 'mostly rejected']);
  const names = shown[0]?.fields.map(({ config }) => config.displayName);
  expect(names).toEqual(
    expect.arrayContaining(['Upper number: sessions', 'Lower number: drop-off']),
  );
});

test('screens stand from left to right as people go, wherever they go back to', () => {
  const shown = withFlow(
    flow(
      ['menu', 'send', 'airtime', 'pin', 'sent'],
      [
        ['menu', 'send', 9],
        ['menu', 'airtime', 5],
        ['send', 'pin', 8],
        ['pin', 'sent', 7],
        ['pin', 'menu', 1],
      ],
    ),
  );
  const [menu, send, airtime, pin, sent] = placesOf(shown).map(([x]) => x);
  expect(send).toBe(airtime);
  expect([menu, send, pin, sent]).toEqual([menu, send, pin, sent].sort((a = 0, b = 0) => a - b));
  expect(new Set([menu, send, pin, sent]).size).toBe(4);
});

test('every screen of any flow has a place of its own, around the middle', () => {
  const screens = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const edge = fc.tuple(
    fc.constantFrom(...screens),
    fc.constantFrom(...screens),
    fc.nat({ max: 99 }),
  );
  fc.assert(
    fc.property(fc.subarray(screens, { minLength: 1 }), fc.array(edge), (some, edges) => {
      const places = placesOf(withFlow(flow(some, edges)));
      expect(places).toHaveLength(some.length);
      expect(places.flat().every(Number.isFinite)).toBe(true);
      expect(new Set(places.map(String)).size).toBe(some.length);
      const x = places.map(([left]) => left);
      expect(Math.max(...x) + Math.min(...x)).toBeCloseTo(0);
    }),
  );
});

// Of the panel in the Flow dashboard, and of Grafana's legend in it.
const PANEL_PIXELS = 922;
const LEGEND_PIXELS = 39;

test.each([1, 2, 8, 9, 11])(
  'of %d screens beside each other none stands out of the panel, or with its name under the legend',
  (count) => {
    const screens = Array.from({ length: count }, (_, index) => `s${index}`);
    const places = placesOf(
      withFlow(
        flow(
          ['menu', ...screens],
          screens.map((screen) => ['menu', screen, 1]),
        ),
      ),
    );
    const heights = places.slice(1).map(([, y]) => y);
    expect(Math.min(...heights) - 28).toBeGreaterThan(-PANEL_PIXELS / 2);
    expect(Math.max(...heights) + 28 + 36).toBeLessThan(PANEL_PIXELS / 2 - LEGEND_PIXELS);
  },
);

test('numbers are texts with their units, rings stay numbers', () => {
  const shown = withFlow(flow(['menu'], []));
  expect(column(shown, 'nodes', 'mainstat')).toEqual(['12,345']);
  expect(column(shown, 'nodes', 'secondarystat')).toEqual(['32.2 %']);
  expect(column(shown, 'nodes', 'detail__timeToReach')).toEqual(['26.1 s']);
  expect(column(shown, 'nodes', 'arc__lost')).toEqual([0.32189]);
});

test('a screen that was shown again says so, and has no line to itself', () => {
  const shown = withFlow(
    flow(
      ['menu', 'pin'],
      [
        ['menu', 'pin', 9],
        ['pin', 'pin', 4],
      ],
    ),
  );
  expect(column(shown, 'edges', 'target')).toEqual(['pin']);
  expect(column(shown, 'nodes', 'detail__again')).toEqual(['0', '4']);
});

test('an empty flow stays empty, and frames of other questions as they are', () => {
  expect(column(withFlow(flow([], [])), 'nodes', 'fixedx')).toEqual([]);
  const others = [frame('hooks', [['name', ['POST x']]])];
  expect(withFlow(others)).toEqual(others);
});
