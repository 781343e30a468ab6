import { dashboard } from './dashboard.ts';
import {
  callsOverTime,
  errorsOverTime,
  hooksNow,
  hooksTable,
  latencyOverTime,
} from './hook-panels.ts';
import { UIDS } from './links.ts';
import { sessions } from './sessions-panel.ts';
import { HOOKS, hookVariable } from './variables.ts';

/** The services that the app calls while somebody waits for a screen. */
export const hooks = dashboard({
  uid: UIDS.hooks,
  title: 'USSD hooks',
  description: 'Calls that the app makes while somebody waits for a screen: errors and latency',
  own: [hookVariable],
  rows: [
    { height: 4, panels: [[24, hooksNow('chosen')]] },
    { height: 10, panels: [[24, hooksTable('chosen')]] },
    {
      height: 9,
      panels: [
        [12, callsOverTime('chosen')],
        [12, errorsOverTime('chosen')],
      ],
    },
    {
      height: 9,
      panels: [
        [8, latencyOverTime('p50', 'chosen')],
        [8, latencyOverTime('p95', 'chosen')],
        [8, latencyOverTime('p99', 'chosen')],
      ],
    },
    {
      height: 16,
      panels: [
        [
          24,
          sessions(
            'Last sessions with a failed hook',
            'Sessions with a hook that answered with status 400 or above, timed out or was not reached, and that called one of the chosen hooks, newest first.',
            { hookError: true, hook: HOOKS },
          ),
        ],
      ],
    },
  ],
});
