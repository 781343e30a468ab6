import { ask } from './ask.ts';
import { bars, stackedBars } from './charts.ts';
import { STACKS } from './colors.ts';
import { completionBy, completionNow, completionOverTime } from './completion.ts';
import { dashboard } from './dashboard.ts';
import { errorsOverTime, hooksNow, latencyOverTime } from './hook-panels.ts';
import { UIDS } from './links.ts';
import { losses } from './losses.ts';
import { property } from './overrides.ts';
import { EMPTY, type Panel } from './panel.ts';
import { sessions } from './sessions-panel.ts';
import { STACK_BY, stackByVariable } from './variables.ts';

const traffic: Panel = stackedBars(
  {
    title: 'Traffic',
    description:
      'Sessions by the time at which they began, split by the variable "Traffic by". Click the upper edge of a colour for its sessions.',
    noValue: `${EMPTY} If your app has never sent a session, the Configuration page of the Hopscope app says what to set.`,
    targets: [ask({ queryType: 'traffic', stackBy: STACK_BY })],
    overrides: STACKS,
  },
  'network',
);

const BUSIEST = "Sessions by when they began, in the dashboard's time zone.";

function busiest(by: 'hour' | 'weekday' | 'day', title: string, more: string): Panel {
  return bars(
    {
      title,
      description: `${BUSIEST} ${more}`,
      targets: [ask({ queryType: 'busiest', by, ...(by === 'day' && { limit: 10 }) })],
      overrides: [
        {
          matcher: { id: 'byName', options: 'sessions' },
          properties: [property('displayName', 'Sessions')],
        },
      ],
    },
    { name: by, value: 'sessions', orientation: by === 'day' ? 'horizontal' : 'vertical' },
  );
}

/** How the service does: who comes, who finishes, where the others stop. */
export const overview = dashboard({
  uid: UIDS.overview,
  title: 'USSD overview',
  description:
    'Traffic, completion rates, losses and hooks of USSD sessions, and the sessions themselves',
  own: [stackByVariable],
  rows: [
    {
      height: 4,
      panels: [
        [15, completionNow],
        [9, hooksNow('all')],
      ],
    },
    {
      height: 9,
      panels: [
        [13, traffic],
        [11, completionOverTime],
      ],
    },
    {
      height: 9,
      panels: [
        [13, completionBy('network', { title: 'Networks', heading: 'Network', link: 'network' })],
        [11, completionBy('version', { title: 'Versions', heading: 'Version', link: 'version' })],
      ],
    },
    {
      height: 7,
      panels: [
        [10, busiest('hour', 'Hours of the day', 'All days of the range together.')],
        [6, busiest('weekday', 'Days of the week', 'All weeks of the range together.')],
        [8, busiest('day', 'Busiest days', 'At most ten, the busiest first.')],
      ],
    },
    { height: 10, panels: [[24, losses('Where people are lost', 8)]] },
    {
      height: 9,
      panels: [
        [12, errorsOverTime('all')],
        [12, latencyOverTime('p95', 'all')],
      ],
    },
    {
      height: 18,
      panels: [
        [
          24,
          sessions('Sessions', 'Every session that the variables and filters match, newest first.'),
        ],
      ],
    },
  ],
});
