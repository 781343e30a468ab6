import type { GrafanaTheme2 } from '@grafana/data';
import type { Outcome } from '../data/session-types.ts';
import type { OutcomeKind } from '../format/outcome-words.ts';
import type { Stack } from '../state/url-state.ts';

// Names of Grafana's visualization palette. Green is the goal, blues a "no" by rule, yellows and
// oranges a user who left, reds and purples something broken: the hue already says whose turn it is.
export const KIND_COLORS: Readonly<Record<Exclude<OutcomeKind, 'open'>, string>> = {
  completed: 'green',
  declined: 'blue',
  left: 'orange',
  fault: 'red',
};

export const OUTCOME_COLORS: Readonly<Record<Exclude<Outcome, 'in_progress'>, string>> = {
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

// Hues first, then shades that are far from them; without plain green and red, which mean something
// in the other stacks.
const NETWORK_COLORS = [
  'blue',
  'orange',
  'purple',
  'yellow',
  'dark-green',
  'light-red',
  'super-light-blue',
  'dark-orange',
  'super-light-purple',
  'dark-yellow',
  'dark-blue',
  'dark-purple',
] as const;

// Networks that share a country are told apart by hue, whatever their names hash to.
export const KNOWN_NETWORKS: Readonly<Record<string, (typeof NETWORK_COLORS)[number]>> = {
  Safaricom: 'blue',
  '9mobile': 'blue',
  Halotel: 'blue',
  Moov: 'blue',
  Airtel: 'orange',
  Orange: 'orange',
  AT: 'purple',
  AirtelTigo: 'purple',
  Tigo: 'purple',
  MTN: 'yellow',
  Glo: 'dark-green',
  Telkom: 'dark-green',
  Telecel: 'light-red',
  Equitel: 'super-light-blue',
  Vodafone: 'light-red',
  Vodacom: 'light-red',
};

function hashOf(text: string): number {
  let hash = 5381;
  for (const character of text) {
    hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash;
}

/**
 * A colour's name per network: by the network's own name, so that it keeps its colour whatever is
 * filtered; two that meet on one colour are told apart, known ones first, in the order of names.
 */
export function assignNetworkColors(networks: readonly string[]): ReadonlyMap<string, string> {
  const palette: readonly string[] = NETWORK_COLORS;
  const free = new Set(palette);
  const colors = new Map<string, string>();
  const names = [...new Set(networks)].sort();
  const known = names.filter((name) => Object.hasOwn(KNOWN_NETWORKS, name));
  for (const network of [...known, ...names.filter((name) => !known.includes(name))]) {
    const wish = KNOWN_NETWORKS[network] ?? palette[hashOf(network) % palette.length] ?? 'blue';
    const from = palette.indexOf(wish);
    const color = [...palette.slice(from), ...palette].find((one) => free.has(one)) ?? wish;
    free.delete(color);
    colors.set(network, color);
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
