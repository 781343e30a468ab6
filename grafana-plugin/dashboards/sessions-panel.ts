import { PANEL_ID } from '../src/plugin-ids.ts';
import { ask, type Filters } from './ask.ts';
import { toSessions } from './links.ts';
import { type Panel, panel } from './panel.ts';

// The rate stands at the top of the dashboards already, and the traffic.
const OPTIONS = {
  columns: [],
  pageRows: 50,
  steps: 'row',
  timeFormat: 'dateTime',
  showSearch: true,
  showRate: false,
  showChart: false,
} as const;

/** The sessions themselves, newest first, in Hopscope's own panel. */
export function sessions(title: string, description: string, filters: Filters = {}): Panel {
  return panel(
    PANEL_ID,
    {
      title,
      description,
      targets: [ask({ queryType: 'sessions', filters })],
      links: [toSessions('Sessions page')],
    },
    {},
    OPTIONS,
  );
}
