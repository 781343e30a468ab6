import { OUTCOMES } from '../src/components/data/session-types.ts';
import { OUTCOME_WORDS } from '../src/components/format/outcome-words.ts';
import {
  KIND_COLORS,
  KNOWN_NETWORKS,
  OUTCOME_COLORS,
} from '../src/components/traffic/series-colors.ts';
import { toSessions } from './links.ts';
import { byName, type Override } from './overrides.ts';

// The sessions page's colours and words: what is green there is green here.

const color = (name: string) => ({ id: 'color', value: { mode: 'fixed', fixedColor: name } });

const displayName = (name: string) => ({ id: 'displayName', value: name });

const links = (query: string) => ({ id: 'links', value: [toSessions('Sessions', query)] });

/** Series named by outcome. */
const OUTCOMES_AS_SHOWN: readonly Override[] = OUTCOMES.filter((o) => o !== 'in_progress').map(
  (outcome) =>
    byName(
      outcome,
      displayName(OUTCOME_WORDS[outcome].label),
      color(OUTCOME_COLORS[outcome]),
      links(`outcome=${outcome}`),
    ),
);

const OPEN = byName(
  'in_progress',
  displayName('In progress'),
  color('gray'),
  links('outcome=in_progress'),
);

/** Series of `stackBy: completed`. */
const COMPLETED_OR_NOT: readonly Override[] = [
  byName('yes', displayName('Completed'), color(KIND_COLORS.completed), links('outcome=completed')),
  byName('no', displayName('Not completed'), color(KIND_COLORS.left), links('')),
];

/** Series named by network; one that the page does not know has a colour by its name. */
const NETWORKS: readonly Override[] = Object.entries(KNOWN_NETWORKS).map(([network, name]) =>
  byName(network, color(name)),
);

/** Words and colours of all that traffic can be stacked by. */
export const STACKS: readonly Override[] = [
  ...OUTCOMES_AS_SHOWN,
  OPEN,
  ...COMPLETED_OR_NOT,
  ...NETWORKS,
  // What Grafana calls a series without a name.
  byName('Value', displayName('Network not known'), color('gray')),
];

/** A value mapping from outcomes to their words and colours. */
export const OUTCOME_TEXTS = {
  type: 'value',
  options: Object.fromEntries(
    OUTCOMES.map((outcome, index) => [outcome, { text: OUTCOME_WORDS[outcome].label, index }]),
  ),
} as const;
