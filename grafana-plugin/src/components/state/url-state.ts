import { type Filters, OUTCOMES, type Outcome } from '../data/session-types.ts';
import { DEFAULT_COLUMNS, toColumns } from '../table/columns.ts';
import { DEFAULT_RANGE, PRESETS, type Preset, type RangeChoice } from './time-range.ts';

export const STACKS = ['completed', 'network', 'outcome'] as const;
/** What the traffic chart's bars are split by. */
export type Stack = (typeof STACKS)[number];

/** Everything a link to the page has to carry. */
export interface ExplorerState {
  readonly range: RangeChoice;
  readonly stack: Stack;
  readonly filters: Filters;
  /** Trace id of the session whose steps are open. */
  readonly open: string | undefined;
  /** Ids of the table's columns, in their order. */
  readonly columns: readonly string[];
}

export const DEFAULT_STATE: ExplorerState = {
  range: DEFAULT_RANGE,
  stack: 'completed',
  filters: {},
  open: undefined,
  columns: DEFAULT_COLUMNS,
};

// `<key id>.<16 bytes as base64url>`: what cannot be a hash is dropped, so that a number that
// somebody wrote into a link by hand is neither asked for nor kept in the address.
const USER_HASH = /^[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_-]{22}$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const VALUE_CHARACTERS_MAX = 200;
const ATTRIBUTE = 'attr.';
// The API refuses them too: a number is asked for in the body of a request, never by a link.
const NUMBERS = new Set(['attr.user.id', 'attr.msisdn']);

function readAll(query: URLSearchParams, name: string): string[] {
  // '' is a value too: sessions whose network nobody knows.
  const values = query.getAll(name).filter((v) => v.length <= VALUE_CHARACTERS_MAX);
  return [...new Set(values)];
}

function readRange(query: URLSearchParams): RangeChoice {
  const fromMs = Date.parse(query.get('from') ?? '');
  const toMs = Date.parse(query.get('to') ?? '');
  if (Number.isFinite(fromMs) && Number.isFinite(toMs) && fromMs < toMs) {
    return { fromMs, toMs };
  }
  const preset = query.get('range');
  return PRESETS.includes(preset as Preset) ? { preset: preset as Preset } : DEFAULT_RANGE;
}

/** `attr.app.language=sw`; of a key only its first value. */
function readAttributes(query: URLSearchParams): NonNullable<Filters['attributes']> {
  const keys = [...new Set(query.keys())].filter(
    (name) => name.startsWith(ATTRIBUTE) && name.length > ATTRIBUTE.length && !NUMBERS.has(name),
  );
  return keys.flatMap((name) => {
    const [value] = readAll(query, name);
    return value === undefined
      ? []
      : [{ key: name.slice(ATTRIBUTE.length), operator: '=' as const, value }];
  });
}

function readFilters(query: URLSearchParams): Filters {
  const userHash = readAll(query, 'subscriber').filter((v) => USER_HASH.test(v));
  const sessionId = readAll(query, 'id').find((v) => v !== '');
  const network = readAll(query, 'network');
  const provider = readAll(query, 'provider');
  const serviceCode = readAll(query, 'code');
  const version = readAll(query, 'version');
  const attributes = readAttributes(query);
  const outcome = readAll(query, 'outcome').filter((v): v is Outcome =>
    OUTCOMES.includes(v as Outcome),
  );
  return {
    ...(userHash.length > 0 && { userHash }),
    ...(sessionId !== undefined && { sessionId }),
    ...(network.length > 0 && { network }),
    ...(provider.length > 0 && { provider }),
    ...(serviceCode.length > 0 && { serviceCode }),
    ...(outcome.length > 0 && { outcome }),
    ...(version.length > 0 && { version }),
    ...(attributes.length > 0 && { attributes }),
    ...(query.get('hookError') === '1' && { hookError: true }),
  };
}

/** Reads a page address's query part; whatever does not make sense falls back to its default. */
export function readUrlState(search: string): ExplorerState {
  const query = new URLSearchParams(search);
  const stack = query.get('stack');
  const open = query.get('session') ?? '';
  return {
    range: readRange(query),
    stack: STACKS.includes(stack as Stack) ? (stack as Stack) : DEFAULT_STATE.stack,
    filters: readFilters(query),
    open: TRACE_ID.test(open) ? open : undefined,
    columns: query.has('col')
      ? toColumns(readAll(query, 'col')).map(({ id }) => id)
      : DEFAULT_COLUMNS,
  };
}

const isoMinute = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;

function writeRange(query: URLSearchParams, range: RangeChoice): void {
  if (!('preset' in range)) {
    query.set('from', isoMinute(range.fromMs));
    query.set('to', isoMinute(range.toMs));
  } else if (!('preset' in DEFAULT_RANGE) || range.preset !== DEFAULT_RANGE.preset) {
    query.set('range', range.preset);
  }
}

/**
 * Writes the query part of an address (without `?`), `''` for the default view.
 *
 * A subscriber stands in it as a hash only: there is no field for a number.
 */
export function writeUrlState(state: ExplorerState): string {
  const query = new URLSearchParams();
  const addAll = (name: string, values: readonly string[] | undefined): void => {
    for (const value of values ?? []) {
      query.append(name, value);
    }
  };
  writeRange(query, state.range);
  if (state.stack !== DEFAULT_STATE.stack) {
    query.set('stack', state.stack);
  }
  const { filters } = state;
  addAll(
    'subscriber',
    filters.userHash?.filter((v) => USER_HASH.test(v)),
  );
  addAll('id', filters.sessionId === undefined ? [] : [filters.sessionId]);
  addAll('network', filters.network);
  addAll('provider', filters.provider);
  addAll('code', filters.serviceCode);
  addAll('outcome', filters.outcome);
  addAll('version', filters.version);
  for (const { key, operator, value } of filters.attributes ?? []) {
    if (operator === '=' && value !== undefined) {
      query.set(`${ATTRIBUTE}${key}`, value);
    }
  }
  if (filters.hookError === true) {
    query.set('hookError', '1');
  }
  if (state.columns.join() !== DEFAULT_COLUMNS.join()) {
    addAll('col', state.columns);
  }
  if (state.open !== undefined) {
    query.set('session', state.open);
  }
  return query.toString();
}

/** Whether anything narrows the sessions besides the range. */
export function hasFilters(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== false);
}
