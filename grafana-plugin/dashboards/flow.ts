import { ask } from './ask.ts';
import { completionNow } from './completion.ts';
import { dashboard } from './dashboard.ts';
import { UIDS } from './links.ts';
import { losses } from './losses.ts';
import { type Panel, panel } from './panel.ts';

// More do not fit into a window; the table has all of them.
const SCREENS_MAX = 30;

const ways: Panel = panel(
  'nodeGraph',
  {
    title: 'Ways through the menu',
    description: `A circle is a screen: the sessions that were shown it, and the share of them that were lost there; from a tenth on it says how. Its ring says how they went on: blue went on, green completed here, red lost here. Lines go from screen to screen, a thick one is a frequent way; click a circle for why people were lost and how often it was shown again. The ${SCREENS_MAX} most reached screens.`,
    targets: [ask({ queryType: 'flow', limit: SCREENS_MAX })],
  },
  {},
  { zoomMode: 'cooperative', layoutAlgorithm: 'layered' },
);

/** Which way people take through the menu, and where they are lost. */
export const flow = dashboard({
  uid: UIDS.flow,
  title: 'USSD flow',
  description: 'The ways people take through the menu, and the screens at which they are lost',
  own: [],
  rows: [
    { height: 4, panels: [[24, completionNow]] },
    { height: 26, panels: [[24, ways]] },
    { height: 14, panels: [[24, losses('Where people are lost', 100)]] },
  ],
});
