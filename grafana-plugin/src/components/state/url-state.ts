import { type Filters, OUTCOMES, type Outcome } from '../data/session-types.ts';
import { DEFAULT_COLUMNS, toColumns } from '../table/columns.ts';
import { DEFAULT_RANGE, PRESETS, type Preset, type RangeChoice, readLast } from './time-range.ts';

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

// As a date, or in milliseconds as Grafana writes it. What can be no date is none.
function readInstant(text: string): number {
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  return new Date(ms).getTime();
}

/**
 * Reads a range as the page writes it, or as a dashboard's link has it: `from` and `to` in Grafana's
 * words, and beside them, for words that the page does not know (`now/d`), what they stand for.
 */
function readRange(query: URLSearchParams): RangeChoice {
  const [from = '', to = ''] = [query.get('from') ?? '', query.get('to') ?? ''];
  const last = from.startsWith('now-') && to === 'now' ? from.slice('now-'.length) : '';
  if (readLast(last) !== undefined) {
    return { last };
  }
  for (const [a, b] of [
    [from, to],
    [query.get('fromMs') ?? '', query.get('toMs') ?? ''],
  ] as const) {
    const [fromMs, toMs] = [readInstant(a), readInstant(b)];
    if (fromMs < toMs) {
      return { fromMs, toMs };
    }
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

// A range that was typed is in whole minutes, and its address short.
function toIso(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith(':00.000Z') ? iso.replace(':00.000Z', 'Z') : iso;
}

function writeRange(query: URLSearchParams, range: RangeChoice): void {
  if ('last' in range) {
    query.set('from', `now-${range.last}`);
    query.set('to', 'now');
  } else if ('fromMs' in range) {
    query.set('from', toIso(range.fromMs));
    query.set('to', toIso(range.toMs));
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
