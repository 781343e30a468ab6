import type { TimeFormat } from '../format/date.ts';

/** A column of the table: a field of the session rows, or an attribute as `attr:<key>`. */
export interface Column {
  readonly id: string;
  readonly name: string;
  /** What it takes at least, in units of the theme's spacing; all it takes where it does not grow. */
  readonly least: number;
  /** Its part of what the least widths of all columns leave. */
  readonly grows?: number;
  /** What it takes at most. */
  readonly most?: number;
  readonly isNumber?: boolean;
}

/**
 * The columns of a session's own fields, in the order of the session logs. Where the table is short of
 * width, texts stand on two lines, a date is without its year and an id is cut.
 */
export const SESSION_COLUMNS: readonly Column[] = [
  { id: 'startedAt', name: 'Date', least: 13.5, grows: 36, most: 22 },
  { id: 'sessionId', name: 'Session ID', least: 12.5, grows: 12 },
  { id: 'provider', name: 'Provider', least: 10, grows: 16 },
  { id: 'network', name: 'Network', least: 10.5, grows: 9 },
  { id: 'serviceCode', name: 'Service code', least: 12.75 },
  { id: 'msisdn', name: 'MSISDN', least: 20 },
  { id: 'timeSpentMs', name: 'Time spent', least: 11, isNumber: true },
  { id: 'outcome', name: 'Outcome', least: 16, grows: 27 },
  { id: 'lastStep', name: 'Last step', least: 12, grows: 12 },
  { id: 'version', name: 'Version', least: 11 },
  { id: 'stepCount', name: 'Steps shown', least: 12, isNumber: true },
  { id: 'hopCount', name: 'Requests', least: 10, isNumber: true },
  { id: 'hookCount', name: 'Hooks', least: 8.5, isNumber: true },
  { id: 'hookErrors', name: 'Failed hooks', least: 12, isNumber: true },
  { id: 'country', name: 'Country', least: 9.5 },
  { id: 'endedBy', name: 'Ended by', least: 11 },
  { id: 'kind', name: 'Kind', least: 10 },
];

/** What the table shows before anybody chose. */
export const DEFAULT_COLUMNS: readonly string[] = SESSION_COLUMNS.slice(0, 8).map(({ id }) => id);

const ATTRIBUTE = 'attr:';
const OF_ATTRIBUTE = { least: 12, grows: 12 } as const;
/** What the last column takes: the Steps button, and whatever else a row offers. */
export const actionUnits = (hasMore: boolean): number => (hasMore ? 14.5 : 11.5);

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
    if (key !== undefined && key !== '') return [{ id, name: key, ...OF_ATTRIBUTE }];
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
  const { grows: _grows, most: _most, ...rest } = column;
  return { ...rest, least: START_UNITS[format] };
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
  return columns.reduce((sum, { least }) => sum + least, lastUnits);
}

/** Below this width dates have no room for their year; `0` where no column grows to hold one. */
export function yearUnitsMin(columns: readonly Column[], lastUnits: number): number {
  const date = columns.find(({ most }) => most !== undefined);
  if (date?.most === undefined || date.grows === undefined) return 0;
  const toMost = ((date.most - date.least) * growthOf(columns)) / date.grows;
  return tableUnitsMin(columns, lastUnits) + toMost;
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
  const left = `100cqi - ${spacing(tableUnitsMin(columns, lastUnits))}`;
  return columns.map(({ least, grows, most }) => {
    if (grows === undefined) return spacing(least);
    const grown = `max(0px, ${left}) * ${(grows / growthOf(columns)).toFixed(4)}`;
    const width = `${spacing(least)} + ${grown}`;
    return most === undefined ? `calc(${width})` : `min(${width}, ${spacing(most)})`;
  });
}

function growthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { grows = 0 }) => sum + grows, 0);
}
