import type { TimeFormat } from '../format/date.ts';

/** A column of the table: a field of the session rows, or an attribute as `attr:<key>`. */
export interface Column {
  readonly id: string;
  readonly name: string;
  /** What it takes, in units of the theme's spacing: its values stand on one line. */
  readonly fixed?: number;
  /** What it gives way to where the table is short of width: its values stand on two lines. */
  readonly least?: number;
  /** Share of the width that the fixed ones leave. */
  readonly share?: number;
  readonly isNumber?: boolean;
}

/** The columns of a session's own fields, in the order of the session logs. */
export const SESSION_COLUMNS: readonly Column[] = [
  { id: 'startedAt', name: 'Date', fixed: 22, least: 13.5 },
  { id: 'sessionId', name: 'Session ID', share: 21 },
  { id: 'provider', name: 'Provider', share: 22 },
  { id: 'network', name: 'Network', share: 22 },
  { id: 'serviceCode', name: 'Service code', fixed: 13 },
  { id: 'msisdn', name: 'MSISDN', fixed: 20.5 },
  { id: 'timeSpentMs', name: 'Time spent', fixed: 11, isNumber: true },
  { id: 'outcome', name: 'Outcome', share: 34 },
  { id: 'lastStep', name: 'Last step', share: 24 },
  { id: 'version', name: 'Version', fixed: 11 },
  { id: 'stepCount', name: 'Steps shown', fixed: 12, isNumber: true },
  { id: 'hopCount', name: 'Requests', fixed: 10, isNumber: true },
  { id: 'hookCount', name: 'Hooks', fixed: 8.5, isNumber: true },
  { id: 'hookErrors', name: 'Failed hooks', fixed: 12, isNumber: true },
  { id: 'country', name: 'Country', fixed: 9.5 },
  { id: 'endedBy', name: 'Ended by', fixed: 11 },
  { id: 'kind', name: 'Kind', fixed: 10 },
];

/** What the table shows before anybody chose. */
export const DEFAULT_COLUMNS: readonly string[] = SESSION_COLUMNS.slice(0, 8).map(({ id }) => id);

const ATTRIBUTE = 'attr:';
const ATTRIBUTE_SHARE = 24;
/** What the last column takes: the Steps button, and whatever else a row offers. */
export const actionUnits = (hasMore: boolean): number => (hasMore ? 14.5 : 11.5);

// Of a column that shares what is left: a session's id, shortened, still shows what tells it apart.
const SHARED_UNITS_MIN = 12;
// With as much each, all of the usual columns stand on one line.
const SHARED_UNITS_GOOD = 15.5;

/** The key of a column that is an attribute. */
export function attributeOf(id: string): string | undefined {
  return id.startsWith(ATTRIBUTE) ? id.slice(ATTRIBUTE.length) : undefined;
}

/** The column of an attribute. */
export const attributeColumn = (key: string): string => `${ATTRIBUTE}${key}`;

/** The columns of these ids in their order; what is no column is left out, none at all means the usual ones. */
export function toColumns(ids: readonly string[]): Column[] {
  const columns = [...new Set(ids)].flatMap((id): Column[] => {
    const key = attributeOf(id);
    if (key !== undefined && key !== '') return [{ id, name: key, share: ATTRIBUTE_SHARE }];
    const own = SESSION_COLUMNS.find((column) => column.id === id);
    return own === undefined ? [] : [own];
  });
  return columns.length === 0 ? toColumns(DEFAULT_COLUMNS) : columns;
}

/** The attributes among these columns, as the API is asked for them. */
export function attributesAmong(ids: readonly string[]): string[] {
  return ids.filter((id) => (attributeOf(id) ?? '') !== '');
}

const START_UNITS = { time: 10, ago: 12 } as const satisfies Partial<Record<TimeFormat, number>>;

/** The column of a session's start is as wide as the way it is written. */
export function fitStart(column: Column, format: TimeFormat): Column {
  if (column.id !== 'startedAt' || format === 'dateTime') return column;
  const { least: _least, ...rest } = column;
  return { ...rest, fixed: START_UNITS[format] };
}

/** Puts a column among those shown or takes it away; a session's own stay in their usual order. */
export function toggleColumn(shown: readonly string[], id: string, on: boolean): string[] {
  const others = shown.filter((one) => one !== id);
  if (!on) return others;
  const position = (one: string): number =>
    SESSION_COLUMNS.findIndex((column) => column.id === one);
  const own = position(id);
  if (own < 0) return [...others, id];
  const next = others.findIndex((one) => position(one) > own || attributeOf(one) !== undefined);
  return next < 0 ? [...others, id] : others.toSpliced(next, 0, id);
}

/** Below this width, in units of the theme's spacing, the columns do not fit beside each other. */
export function tableUnitsMin(columns: readonly Column[], lastUnits: number): number {
  return columns.reduce(
    (sum, { fixed, least }) => sum + (least ?? fixed ?? SHARED_UNITS_MIN),
    lastUnits,
  );
}

/**
 * Each column's width for a table of a fixed layout, in CSS.
 *
 * @param lastUnits what the last column takes.
 */
export function columnWidths(
  columns: readonly Column[],
  lastUnits: number,
  spacing: (units: number) => string,
): string[] {
  const shares = columns.reduce((sum, { share = 0 }) => sum + share, 0);
  const units = columns.reduce((sum, { fixed = SHARED_UNITS_GOOD }) => sum + fixed, lastUnits);
  return columns.map(({ fixed, least, share = 0 }) => {
    // Percentages of a fixed layout are of the whole table; the browser scales them to what is left.
    if (fixed === undefined) return `${(100 * share) / shares}%`;
    if (least === undefined) return spacing(fixed);
    // It grows only when the others stand on one line.
    return `clamp(${spacing(least)}, calc(100cqi - ${spacing(units - fixed)}), ${spacing(fixed)})`;
  });
}
