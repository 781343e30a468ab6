import { columnLook } from '../src/datasource/column-look.ts';
import { ask } from './ask.ts';
import { lines, stackedBars } from './charts.ts';
import { toDashboard, UIDS } from './links.ts';
import { numbers, table } from './numbers.ts';
import { bar, column, MILLISECONDS, PERCENT, property, width } from './overrides.ts';
import type { Panel } from './panel.ts';
import { HOOKS } from './variables.ts';

const ERROR =
  'An error is a call that was answered with status 400 or above, timed out or was not reached, also when the app coped.';
const LATENCY = 'Time from the request to the end of the answer, exact to 1 %.';

/** Which hooks a panel shows: all, or those of the dashboard's variable. */
export type Shown = 'all' | 'chosen';

// A few errors are every service's daily bread: a colour for all of them would say nothing.
const ALARMING = 'The share is orange from 5 %, red from 20 %.';
const ORANGE_AND_RED = [
  property('color', { mode: 'thresholds' }),
  property('thresholds', {
    mode: 'absolute',
    steps: [
      { value: null, color: 'text' },
      { value: 0.05, color: 'orange' },
      { value: 0.2, color: 'red' },
    ],
  }),
];

const ALONE = {
  title: 'This hook alone',
  url: `/d/${UIDS.hooks}?\${__url_time_range}&\${__all_variables}&var-hook=\${__value.raw:percentencode}`,
};

const named = (shown: Shown) => (shown === 'chosen' ? { name: HOOKS } : {});

// Grafana reckons with fields by what the data source calls them, not by their names.
const titled = (name: string) => ({
  matcher: { id: 'byName', options: columnLook(name).title },
});

/** Calls and errors of all hooks together. */
export function hooksNow(shown: Shown): Panel {
  return numbers(
    {
      title: 'Hook calls',
      description: `Calls that the app made to other services while it answered a hop. ${ERROR} ${ALARMING}`,
      targets: [ask({ queryType: 'hooks', limit: 500, ...named(shown) })],
      transformations: [
        {
          id: 'reduce',
          options: {
            mode: 'reduceFields',
            reducers: ['sum'],
            // By names: an expression would look at titles.
            fields: { id: 'byNames', options: { names: ['calls', 'errors'] } },
          },
        },
        {
          id: 'calculateField',
          options: {
            mode: 'binary',
            alias: 'errorShare',
            binary: {
              left: titled('errors'),
              operator: '/',
              right: titled('calls'),
            },
          },
        },
      ],
      overrides: [
        column('calls', 'Calls'),
        column('errors', 'Errors'),
        column('errorShare', 'Error share', ...PERCENT, ...ORANGE_AND_RED),
      ],
    },
    ['calls', 'errors', 'errorShare'],
  );
}

/** Calls by time, a colour a hook. */
export function callsOverTime(shown: Shown): Panel {
  return stackedBars(
    {
      title: 'Calls',
      description: 'Calls that the app made to other services while it answered a hop, by hook.',
      targets: [
        ask({ queryType: 'hooks', form: 'time', measure: 'calls', limit: 12, ...named(shown) }),
      ],
    },
    'hook',
  );
}

/** Errors of all calls by time, a line a hook. */
export function errorsOverTime(shown: Shown): Panel {
  return lines(
    {
      title: 'Hook error share',
      description: `Errors ÷ calls. ${ERROR}`,
      targets: [
        ask({
          queryType: 'hooks',
          form: 'time',
          measure: 'errorShare',
          limit: 12,
          ...named(shown),
        }),
      ],
      ...(shown === 'all' && { links: [toDashboard('All about hooks', UIDS.hooks)] }),
    },
    { unit: 'percentunit', min: 0, decimals: 1 },
    'hook',
  );
}

const QUANTILES = {
  p50: 'Half of the calls were answered within this time.',
  p95: '95 of 100 calls were answered within this time.',
  p99: '99 of 100 calls were answered within this time.',
} as const;

/** How long calls take, a line a hook. */
export function latencyOverTime(measure: keyof typeof QUANTILES, shown: Shown): Panel {
  return lines(
    {
      title: `Hook latency, ${measure}`,
      description: `${QUANTILES[measure]} ${LATENCY}`,
      targets: [ask({ queryType: 'hooks', form: 'time', measure, limit: 12, ...named(shown) })],
      ...(shown === 'all' && { links: [toDashboard('All about hooks', UIDS.hooks)] }),
    },
    { unit: 'ms', min: 0 },
    'hook',
  );
}

/** One row a hook. */
export function hooksTable(shown: Shown): Panel {
  return table(
    {
      title: 'By hook',
      description: `${ERROR} p50, p95, p99: half, 95 and 99 of 100 calls were answered within this time. ${LATENCY}`,
      targets: [ask({ queryType: 'hooks', ...named(shown) })],
      overrides: [
        column('name', 'Hook', property('custom.minWidth', 200), property('links', [ALONE])),
        column('calls', 'Calls', width(80)),
        column('errors', 'Errors', width(70)),
        column(
          'errorShare',
          'Error share',
          ...PERCENT,
          ...bar('red'),
          property('custom.minWidth', 110),
        ),
        column('p50Ms', 'p50', ...MILLISECONDS, width(75)),
        column('p95Ms', 'p95', ...MILLISECONDS, width(75)),
        column('p99Ms', 'p99', ...MILLISECONDS, width(75)),
      ],
    },
    ['name', 'calls', 'errors', 'errorShare', 'p50Ms', 'p95Ms', 'p99Ms'],
    [],
  );
}
