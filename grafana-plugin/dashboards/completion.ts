import { ask } from './ask.ts';
import { lines } from './charts.ts';
import { toSessions } from './links.ts';
import { numbers, table } from './numbers.ts';
import { bar, byName, column, NOT_KNOWN, PERCENT, property, width } from './overrides.ts';
import type { Panel } from './panel.ts';

const RATE =
  'Completed ÷ closed sessions that began in the time range. Closed is every outcome but "in progress"; without a closed session there is no rate.';
const INTERVAL =
  "At least and at most are Wilson's 95 % interval: how far the rate can be off with so few sessions.";
const SETTLING =
  'A completion is known at once, an abandoned session only after the idle limit: the last few minutes read too high.';

const GREEN = property('color', { mode: 'fixed', fixedColor: 'green' });
const EDGE = [
  property('custom.lineWidth', 0),
  property('custom.showPoints', 'never'),
  property('custom.hideFrom', { viz: false, legend: true, tooltip: false }),
];

/** The rate with its n and interval. */
export const completionNow: Panel = numbers(
  {
    title: 'Completion rate',
    description: `${RATE} ${INTERVAL} ${SETTLING}`,
    targets: [ask({ queryType: 'completion' })],
    overrides: [
      column('rate', 'Completed', ...PERCENT),
      column('low', 'At least', ...PERCENT),
      column('high', 'At most', ...PERCENT),
      column('closed', 'Closed (n)'),
      column('inProgress', 'In progress'),
    ],
  },
  ['rate', 'low', 'high', 'closed', 'inProgress'],
);

/** The rate by time, within its interval; n stands in the tooltip. */
export const completionOverTime: Panel = lines(
  {
    title: 'Completion rate over time',
    description: `${RATE} A session counts where it begins. The band is Wilson's 95 % interval: wide where there are few sessions. ${SETTLING}`,
    targets: [
      ask({ queryType: 'completion', form: 'time', measure: 'low' }, 'low'),
      ask({ queryType: 'completion', form: 'time', measure: 'rate' }, 'rate'),
      ask({ queryType: 'completion', form: 'time', measure: 'high' }, 'high'),
      ask({ queryType: 'completion', form: 'time', measure: 'closed' }, 'n'),
    ],
    overrides: [
      byName('rate', property('displayName', 'Completion rate'), GREEN),
      byName('low', property('displayName', 'At least'), GREEN, ...EDGE),
      byName(
        'high',
        property('displayName', 'At most'),
        GREEN,
        ...EDGE,
        property('custom.fillBelowTo', 'At least'),
        property('custom.fillOpacity', 18),
      ),
      byName(
        'closed',
        property('displayName', 'Closed (n)'),
        property('unit', 'locale'),
        property('decimals', 0),
        property('custom.hideFrom', { viz: true, legend: true, tooltip: false }),
      ),
    ],
  },
  { unit: 'percentunit', decimals: 1 },
);

/** One row a network or version: rate, interval, n. */
export function completionBy(
  by: 'network' | 'version',
  {
    title,
    heading,
    link,
  }: { readonly title: string; readonly heading: string; readonly link: string },
): Panel {
  return table(
    {
      title,
      description: `${RATE} ${INTERVAL} Two rates whose intervals overlap may well be the same.`,
      targets: [ask({ queryType: 'completion', by })],
      overrides: [
        column(
          'dimension',
          heading,
          NOT_KNOWN,
          property('custom.minWidth', 60),
          property('links', [toSessions('Sessions', `${link}=\${__value.raw:percentencode}`)]),
        ),
        column(
          'rate',
          'Completion rate',
          ...PERCENT,
          ...bar('green', 1),
          property('custom.minWidth', 118),
        ),
        column('low', 'At least', ...PERCENT, width(70)),
        column('high', 'At most', ...PERCENT, width(70)),
        column('closed', 'Closed (n)', width(84)),
      ],
    },
    ['dimension', 'rate', 'low', 'high', 'closed'],
    ['completed', 'inProgress'],
  );
}
