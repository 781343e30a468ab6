import type { DataFrame, Field } from '@grafana/data';
import { describe, expect, test } from 'vitest';
import type { HopscopeQuery } from './query.ts';
import { withLooks } from './with-looks.ts';

type Asked = Partial<HopscopeQuery>;

const field = (name: string, type: string, labels?: Record<string, string>) =>
  ({ name, type, values: [], config: {}, ...(labels && { labels }) }) as unknown as Field;
const columns = (...names: string[]) => names.map((name) => field(name, 'number'));
const series = (label: string, ...values: string[]) => [
  field('time', 'time'),
  ...values.map((value) => field(value, 'number', { [label]: value })),
];

const look = (asked: Asked, fields: Field[], others: Asked[] = []): DataFrame => {
  const [query, ...rest] = [asked, ...others].map((one, index) => ({ refId: `${index}`, ...one }));
  const type = fields.some(({ labels }) => labels) ? 'timeseries-wide' : undefined;
  const frame = { fields, length: 0, meta: { type } } as unknown as DataFrame;
  return withLooks(frame, query as HopscopeQuery, [query as HopscopeQuery, ...rest]);
};
const titlesOf = ({ fields }: DataFrame) => fields.map(({ config }) => config.displayNameFromDS);
const colorsOf = ({ fields }: DataFrame) => fields.map(({ config }) => config.color?.fixedColor);

describe('series', () => {
  test('of outcomes have the words and colours of the sessions page', () => {
    const frame = look(
      { queryType: 'traffic', stackBy: 'outcome' },
      series('outcome', 'completed', 'invalid_input', 'in_progress'),
    );
    expect(titlesOf(frame)).toEqual([undefined, 'Completed', 'Invalid input', 'In progress']);
    expect(colorsOf(frame)).toEqual([undefined, 'green', 'light-blue', 'gray']);
  });

  test('of completed or not are no bare yes and no', () => {
    const frame = look({ queryType: 'traffic' }, series('completed', 'yes', 'no', 'in_progress'));
    expect(titlesOf(frame)).toEqual([undefined, 'Completed', 'Not completed', 'In progress']);
    expect(colorsOf(frame)).toEqual([undefined, 'green', 'orange', 'gray']);
  });

  test('of networks have a colour each, and a name where there is none', () => {
    const frame = look(
      { queryType: 'completion', by: 'network', form: 'time' },
      series('network', 'Airtel', 'Orange', 'Safaricom', ''),
    );
    expect(titlesOf(frame)).toEqual([
      undefined,
      'Airtel',
      'Orange',
      'Safaricom',
      'Network not known',
    ]);
    expect(colorsOf(frame)).toEqual([undefined, 'orange', expect.any(String), 'blue', 'gray']);
    expect(new Set(colorsOf(frame)).size).toBe(5);
  });

  test('of what has no colour of its own keep the panel’s', () => {
    const frame = look({ queryType: 'hooks', form: 'time' }, series('hook', 'POST pay', ''));
    expect(titlesOf(frame)).toEqual([undefined, 'POST pay', 'unknown']);
    expect(colorsOf(frame)).toEqual([undefined, undefined, undefined]);
  });

  test.each<[Asked, string | undefined]>([
    [{ queryType: 'traffic' }, undefined],
    [{ queryType: 'completion' }, 'percentunit'],
    [{ queryType: 'completion', measure: 'closed' }, undefined],
    [{ queryType: 'hooks' }, 'percentunit'],
    [{ queryType: 'hooks', measure: 'calls' }, undefined],
    [{ queryType: 'hooks', measure: 'p95' }, 'ms'],
  ])('of %j have the unit %s', (asked, unit) => {
    const { fields } = look({ ...asked, form: 'time' }, series('network', 'MTN'));
    expect(fields.map(({ config }) => config.unit)).toEqual([undefined, unit]);
  });

  test('are called by their number where nothing splits them', () => {
    const frame = look({ queryType: 'completion', form: 'time' }, [field('rate', 'number', {})]);
    expect(titlesOf(frame)).toEqual(['Completion rate']);
  });
});

describe('columns', () => {
  test('have titles and units, and keep their names', () => {
    const { fields } = look({ queryType: 'dropoff' }, columns('dropOff', 'timeToReachMs', 'reach'));
    expect(fields.map(({ name, config }) => [name, config])).toEqual([
      ['dropOff', { displayNameFromDS: 'Drop-off', unit: 'percentunit' }],
      ['timeToReachMs', { displayNameFromDS: 'Time to reach', unit: 'ms' }],
      ['reach', { displayNameFromDS: 'Reached' }],
    ]);
  });

  test('of what something is split by are called by that', () => {
    const frame = look({ queryType: 'completion', by: 'serviceCode' }, columns('dimension'));
    expect(titlesOf(frame)).toEqual(['Service code']);
  });

  test('of sessions are those of the sessions page, attributes without their prefix', () => {
    const frame = look(
      { queryType: 'sessions' },
      columns('startedAt', 'sessionId', 'attr:app.language', 'traceId'),
    );
    expect(titlesOf(frame)).toEqual(['Date', 'Session ID', 'app.language', 'Trace ID']);
  });

  test('of outcomes say them in words', () => {
    const { fields } = look({ queryType: 'dropoff' }, [field('mostly', 'string')]);
    expect(fields[0]?.config.mappings).toMatchObject([
      { type: 'value', options: { timed_out: { text: 'Timed out', color: 'yellow' } } },
    ]);
  });

  // Joined tables would show one of two columns of the same title twice; texts are what joins them.
  test('say which query they are of where another has the same', () => {
    const asked = { queryType: 'completion', by: 'network' } as const;
    const fields = [field('dimension', 'string'), ...columns('rate')];
    expect(titlesOf(look(asked, fields, [asked]))).toEqual(['Network', 'Completion rate (0)']);
    const others = [
      { ...asked, form: 'time' },
      { ...asked, form: 'alert' },
    ];
    expect(titlesOf(look(asked, fields, others))).toEqual(['Network', 'Completion rate']);
  });
});

test.each(['flow', 'trace', 'deployments'] as const)(
  'what Grafana reads by its names stays as it is: %s',
  (queryType) => {
    expect(titlesOf(look({ queryType }, columns('title', 'rate')))).toEqual([undefined, undefined]);
  },
);

test('what is kept is not changed', () => {
  const kept = columns('rate');
  look({ queryType: 'completion' }, kept);
  expect(kept[0]?.config).toEqual({});
});
