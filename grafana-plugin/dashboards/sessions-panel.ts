import { PANEL_ID } from '../src/plugin-ids.ts';
import { ask, type Filters } from './ask.ts';
import { toSessions } from './links.ts';
import { type Panel, panel } from './panel.ts';

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
    {},
  );
}
