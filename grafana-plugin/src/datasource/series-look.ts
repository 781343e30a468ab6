import { OUTCOMES } from '../components/data/session-types.ts';
import { OUTCOME_WORDS } from '../components/format/outcome-words.ts';
import { formatProvider } from '../components/format/provider.ts';
import {
  assignNetworkColors,
  KIND_COLORS,
  OUTCOME_COLORS,
} from '../components/traffic/series-colors.ts';

/** What a series, or the column of a label, is shown as: the words and colours of the sessions page. */
export interface Look {
  readonly title: string;
  /** A name of Grafana's palette; none where the panel's own will do. */
  readonly color?: string;
}

const NOBODY_KNOWS = 'gray';

/** By outcome, in the order of the definitions page. */
export const OUTCOME_LOOKS: Readonly<Record<string, Look>> = Object.fromEntries(
  OUTCOMES.map((outcome) => [
    outcome,
    {
      title: OUTCOME_WORDS[outcome].label,
      color: outcome === 'in_progress' ? NOBODY_KNOWS : OUTCOME_COLORS[outcome],
    },
  ]),
);

/** By what `stackBy: completed` calls its series. */
export const COMPLETED_LOOKS = {
  yes: { title: 'Completed', color: KIND_COLORS.completed },
  no: { title: 'Not completed', color: KIND_COLORS.left },
  in_progress: { title: 'In progress', color: NOBODY_KNOWS },
} as const satisfies Readonly<Record<string, Look>>;

/** The series of sessions whose network the gateway does not say. */
export const NO_NETWORK: Look = { title: 'Network not known', color: NOBODY_KNOWS };

/**
 * How the series of a label's values look, by value. What is not in it looks as its value says.
 *
 * @param label as the backend writes it: `outcome`, `network`, ...
 * @param values of all series of the frame, so that no two networks share a colour.
 */
export function seriesLooks(label: string, values: readonly string[]): ReadonlyMap<string, Look> {
  switch (label) {
    case 'outcome':
      return new Map(Object.entries(OUTCOME_LOOKS));
    case 'completed':
      return new Map(Object.entries(COMPLETED_LOOKS));
    case 'network': {
      const colors = assignNetworkColors(values.filter((value) => value !== ''));
      const looks = [...colors].map(([title, color]) => [title, { title, color }] as const);
      return new Map([...looks, ['', NO_NETWORK]]);
    }
    case 'provider':
      return new Map(values.map((value) => [value, { title: formatProvider(value) || 'unknown' }]));
    default:
      return new Map([['', { title: 'unknown' }]]);
  }
}

/** A value mapping from what stands in a column to how it is shown. */
export function toMapping(looks: Readonly<Record<string, Look>>) {
  return {
    type: 'value',
    options: Object.fromEntries(
      Object.entries(looks).map(([value, { title, color }], index) => [
        value,
        { text: title, color, index },
      ]),
    ),
  } as const;
}
