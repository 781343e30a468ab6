import type { GrafanaTheme2 } from '@grafana/data';
import type { Outcome } from '../data/session-types.ts';
import type { OutcomeKind } from '../format/outcome-words.ts';
import type { Stack } from '../state/url-state.ts';

// Names of Grafana's visualization palette. Green is the goal, blues a "no" by rule, yellows and
// oranges a user who left, reds and purples something broken: the hue already says whose turn it is.
const KIND_COLORS: Readonly<Record<Exclude<OutcomeKind, 'open'>, string>> = {
  completed: 'green',
  declined: 'blue',
  left: 'orange',
  fault: 'red',
};

const OUTCOME_COLORS: Readonly<Record<Exclude<Outcome, 'in_progress'>, string>> = {
  completed: 'green',
  rejected: 'blue',
  invalid_input: 'light-blue',
  abandoned: 'orange',
  cancelled: 'light-orange',
  timed_out: 'yellow',
  superseded: 'dark-yellow',
  hook_error: 'red',
  app_error: 'dark-red',
  app_timeout: 'purple',
  network_aborted: 'dark-purple',
};

// Without green and red, which mean something in the other stacks.
const NETWORK_COLORS = [
  'blue',
  'orange',
  'purple',
  'yellow',
  'light-blue',
  'dark-orange',
  'light-purple',
  'dark-yellow',
  'dark-blue',
  'light-orange',
  'dark-purple',
  'light-yellow',
] as const;

function hashOf(text: string): number {
  let hash = 5381;
  for (const character of text) {
    hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash;
}

/**
 * A palette index per network: by its name, so that a network keeps its colour whatever is
 * filtered; two that meet on one colour are told apart in the order of their names.
 */
export function assignNetworkColors(networks: readonly string[]): ReadonlyMap<string, string> {
  const free = new Set(NETWORK_COLORS.keys());
  const colors = new Map<string, string>();
  for (const network of [...new Set(networks)].sort()) {
    const wish = hashOf(network) % NETWORK_COLORS.length;
    const step = [...NETWORK_COLORS.keys()].find((n) =>
      free.has((wish + n) % NETWORK_COLORS.length),
    );
    const index = (wish + (step ?? 0)) % NETWORK_COLORS.length;
    free.delete(index);
    colors.set(network, NETWORK_COLORS[index] ?? 'blue');
  }
  return colors;
}

/** The colour of each series' key under the theme, ready for canvas and CSS. */
export function seriesColors(
  keys: readonly string[],
  stack: Stack,
  theme: GrafanaTheme2,
): ReadonlyMap<string, string> {
  const networks =
    stack === 'network' ? assignNetworkColors(keys.filter((k) => k !== '')) : undefined;
  // Opaque, unlike the theme's greys for text: bars are drawn over one another.
  const grey = theme.visualization.getColorByName('gray');
  return new Map(
    keys.map((key) => {
      const name =
        networks?.get(key) ??
        (stack === 'outcome'
          ? (OUTCOME_COLORS as Readonly<Record<string, string>>)[key]
          : (KIND_COLORS as Readonly<Record<string, string>>)[key]);
      return [key, name === undefined ? grey : theme.visualization.getColorByName(name)];
    }),
  );
}
