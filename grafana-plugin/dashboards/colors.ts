import { KNOWN_NETWORKS } from '../src/components/traffic/series-colors.ts';
import {
  COMPLETED_LOOKS,
  type Look,
  NO_NETWORK,
  OUTCOME_LOOKS,
  toMapping,
} from '../src/datasource/series-look.ts';
import { toSessions } from './links.ts';
import { byName, type Override, type Property } from './overrides.ts';

// The data source says words and colours of series, too; here they hold whatever else a panel is set to.

const color = (name: string): Property => ({
  id: 'color',
  value: { mode: 'fixed', fixedColor: name },
});

const look = ({ title, color: name }: Look): Property[] => [
  { id: 'displayName', value: title },
  ...(name === undefined ? [] : [color(name)]),
];

const links = (query: string): Property => ({
  id: 'links',
  value: [toSessions('Sessions', query)],
});

/** Series named by outcome. */
const OUTCOMES_AS_SHOWN: readonly Override[] = Object.entries(OUTCOME_LOOKS).map(
  ([outcome, shown]) => byName(outcome, ...look(shown), links(`outcome=${outcome}`)),
);

/** Series of `stackBy: completed`; that in progress is the outcome's. */
const COMPLETED_OR_NOT: readonly Override[] = [
  byName('yes', ...look(COMPLETED_LOOKS.yes), links('outcome=completed')),
  byName('no', ...look(COMPLETED_LOOKS.no), links('')),
];

/** Series named by network; one that the page does not know has the colour that it has there. */
const NETWORKS: readonly Override[] = Object.entries(KNOWN_NETWORKS).map(([network, name]) =>
  byName(network, color(name)),
);

/** Words and colours of all that traffic can be stacked by. */
export const STACKS: readonly Override[] = [
  ...OUTCOMES_AS_SHOWN,
  ...COMPLETED_OR_NOT,
  ...NETWORKS,
  // By its title: its name is empty.
  byName(NO_NETWORK.title, ...look(NO_NETWORK)),
];

/** A value mapping from outcomes to their words and colours. */
export const OUTCOME_TEXTS = toMapping(OUTCOME_LOOKS);
