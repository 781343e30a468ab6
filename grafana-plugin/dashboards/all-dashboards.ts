import { flow } from './flow.ts';
import { hooks } from './hooks.ts';
import { overview } from './overview.ts';

/** Every dashboard by the name of its file in `src/dashboards`. */
export const DASHBOARDS = {
  'ussd-overview.json': overview,
  'ussd-flow.json': flow,
  'ussd-hooks.json': hooks,
} as const;

/** A dashboard as its file holds it. */
export function toText(dashboard: object): string {
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}
