import type { AdHocVariableFilter } from '@grafana/data';
import type { AttributeFilter } from '@hopscope/client';
import type { HopscopeQuery, StoredFilters } from './query.ts';
import { QUERY_TYPES, withOwnFields } from './query-types.ts';
import { withoutAbsent } from './without-absent.ts';

/** What dashboard variables stand for. */
export interface Variables {
  /**
   * What a text can be once its variables are filled in: one text, several for variables with several
   * values, none where nothing is chosen. `undefined` for All, which asks for nothing.
   */
  valuesOf(text: string): readonly string[] | undefined;
  /** The text as a regular expression, with the values of variables escaped. */
  regexOf(text: string): string;
}

/**
 * The query as the backend reads it: only fields that it takes, variables filled in, and the dashboard's ad-hoc filters added.
 *
 * A list takes all values of a variable, a single field the first one. All, and a variable without a
 * value, leave out what they stand in.
 */
export function fillVariables(
  kept: HopscopeQuery,
  variables: Variables,
  adHocFilters: readonly AdHocVariableFilter[] = [],
): HopscopeQuery {
  const query = withOwnFields(kept);
  // An empty field of the editor is none.
  const text = (value: string | undefined): string | undefined =>
    (value === undefined ? undefined : variables.valuesOf(value)?.[0]) || undefined;
  const list = (values: readonly string[] | undefined) => listOf(values, variables);
  return withoutAbsent({
    ...query,
    stackBy: text(query.stackBy),
    by: text(query.by),
    form: text(query.form),
    measure: text(query.measure),
    timeZone: text(query.timeZone),
    cursor: text(query.cursor),
    traceId: text(query.traceId),
    sessionId: text(query.sessionId),
    field: text(query.field),
    attribute: text(query.attribute),
    prefix: text(query.prefix),
    limit: typeof query.limit === 'string' ? toNumber(text(query.limit)) : query.limit,
    name: list(query.name),
    columns: list(query.columns),
    filters: filtersOf(query, variables, adHocFilters),
  });
}

function filtersOf(
  { queryType, filters = {} }: HopscopeQuery,
  variables: Variables,
  adHocFilters: readonly AdHocVariableFilter[],
): StoredFilters | undefined {
  if (queryType === undefined || QUERY_TYPES[queryType].isOfOneSession) return undefined;
  const { sessionId, hookError, attributes = [], ...lists } = filters;
  const filled = withoutAbsent({
    ...Object.fromEntries(
      Object.entries(lists).map(([name, values]) => [name, listOf(values, variables)]),
    ),
    sessionId:
      (sessionId === undefined ? undefined : variables.valuesOf(sessionId)?.[0]) || undefined,
    hookError,
    attributes: someOf([
      ...attributes.flatMap((filter) => attributeOf(filter, variables)),
      ...adHocFilters.filter(isWhole).flatMap(toAttributeFilters),
    ]),
  });
  return Object.keys(filled).length === 0 ? undefined : filled;
}

function attributeOf(filter: AttributeFilter, variables: Variables): AttributeFilter[] {
  const key = variables.valuesOf(filter.key)?.[0];
  const texts = filter.values ?? [filter.value ?? ''];
  const values = listOf(texts, variables);
  if (key === undefined || values === undefined) return [];
  const { operator } = filter;
  switch (operator) {
    case '=~':
    case '!~':
      return [{ key, operator, value: variables.regexOf(filter.value ?? '') }];
    case '=':
    case '!=':
      if (values.length > 1) return [{ key, operator: `${operator}|`, values: [...values] }];
      return [{ key, operator, value: values[0] ?? '' }];
    case '=|':
    case '!=|':
      return [{ key, operator, values: [...values] }];
    default:
      return [{ key, operator, value: values[0] ?? '' }];
  }
}

/** All values; `undefined` when one of them is All, or when nothing is left. */
function listOf(
  texts: readonly string[] | undefined,
  variables: Variables,
): readonly string[] | undefined {
  const values = texts?.map((text) => variables.valuesOf(text));
  if (values === undefined || values.includes(undefined)) return undefined;
  return someOf([...new Set(values.flatMap((each) => each ?? []))]);
}

/** Grafana offers what somebody is still writing, too. */
function isWhole({ key, operator, value, values }: AdHocVariableFilter): boolean {
  return key !== '' && operator !== '' && (value !== '' || (values?.length ?? 0) > 0);
}

/** Grafana's filter as the backend's, all of which have to fit; both have the same operators. */
export function toAttributeFilters({
  key,
  operator,
  value,
  values,
}: AdHocVariableFilter): AttributeFilter[] {
  const sign = operator as AttributeFilter['operator'];
  const isOfScreens = SCREEN_KEYS.has(key);
  const meant = (text: string) =>
    isOfScreens && (text === NO_SCREEN || text === UNNAMED) ? '' : fromChoice(text);
  if (sign === '=|' || sign === '!=|') {
    return [{ key, operator: sign, values: (values ?? [value]).map(meant) }];
  }
  // Of both the last step is empty: what tells them apart is whether there was one.
  if (key === LAST_STEP && sign === '=' && value === NO_SCREEN) {
    return [{ key: STEP_COUNT, operator: '=', value: '0' }];
  }
  const filter = { key, operator: sign, value: meant(value) };
  return key === LAST_STEP && sign === '=' && value === UNNAMED
    ? [filter, { key: STEP_COUNT, operator: '>', value: '0' }]
    : [filter];
}

// Rows of the lists of screens that stand for what no span has (backend/src/derive/roll-up-sql.ts):
// sessions of which only a report is known, and screens without a name.
const NO_SCREEN = '(no screen)';
const UNNAMED = '(unnamed)';
const LAST_STEP = 'lastStep';
const STEP_COUNT = 'stepCount';
const SCREEN_KEYS = new Set(['ussd.step.name', LAST_STEP]);

/**
 * What stands for the empty value (the gateway does not say the network, say) where Grafana takes an
 * empty text for nothing chosen: in ad-hoc filters and among the values of a variable.
 */
export const UNKNOWN_CHOICE = '(unknown)';

/** The value that a choice stands for. */
export function fromChoice(choice: string): string {
  return choice === UNKNOWN_CHOICE ? '' : choice;
}

function someOf<T>(items: readonly T[]): T[] | undefined {
  return items.length === 0 ? undefined : [...items];
}

// What is no number stays a text, so that the backend names the field.
function toNumber(text: string | undefined): number | string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
