import { ask } from './ask.ts';
import { OUTCOME_TEXTS } from './colors.ts';
import { toDashboard, UIDS } from './links.ts';
import { table } from './numbers.ts';
import { bar, column, MILLISECONDS, PERCENT, property, width } from './overrides.ts';
import type { Panel } from './panel.ts';

const COLUMNS = ['step', 'loss', 'lossShare', 'reach', 'dropOff', 'mostly', 'timeToReachMs'];

// By the rule of the column "Lost": a session is lost on its last screen, and once it is over.
const LOST_HERE = toDashboard(
  'Sessions lost on this screen',
  UIDS.overview,
  ['lastStep', '=', `\${__value.raw:percentencode}`],
  ['outcome', '!=', 'completed'],
  ['outcome', '!=', 'in_progress'],
);

/** Screens at which people are lost, most first. */
export function losses(title: string, limit: number): Panel {
  return table(
    {
      title,
      description:
        'Lost: sessions that were not completed and whose last screen it was. Every session that was not completed has exactly one last screen, so that the shares of all screens add up to 1 − completion rate. Drop-off is lost ÷ reached; reached are the sessions that were shown the screen at least once.',
      targets: [ask({ queryType: 'dropoff', limit })],
      overrides: [
        column('step', 'Screen', property('links', [LOST_HERE]), property('custom.minWidth', 170)),
        column('loss', 'Lost', ...bar('orange'), property('custom.minWidth', 110)),
        column('lossShare', 'Of all sessions', ...PERCENT, width(110)),
        column('reach', 'Reached', width(85)),
        column('dropOff', 'Drop-off', ...PERCENT, width(85)),
        column('mostly', 'Mostly', property('mappings', [OUTCOME_TEXTS]), width(115)),
        column('timeToReachMs', 'Time to reach', ...MILLISECONDS, width(110)),
      ],
    },
    COLUMNS,
    ['completedHere', 'inProgress', 'timeToReachP95Ms'],
  );
}
