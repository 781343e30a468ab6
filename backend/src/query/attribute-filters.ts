import { attributeTarget } from './attribute-target.ts';
import type { AttributeFilter } from './filter-schema.ts';
import { QueryError } from './query-context.ts';

/** Conditions over `sessions` with outcomes, with their parameters. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

type Test = (value: string) => string;

/**
 * Ad-hoc filters as conditions. Expressions are ours; keys and values that a caller sends are typed
 * parameters.
 *
 * @throws {QueryError} for a key that nobody may ask for, or a value that is no number where one has
 *   to be.
 */
export function attributeConditions(filters: readonly AttributeFilter[]): Conditions {
  const params: Record<string, unknown> = {};
  const sql = filters.map((filter, index) => {
    const where = `filters.attributes[${index}]`;
    const { test, isNegative, fitsEmpty } = testOf(filter, index, where, params);
    const target = attributeTarget(filter.key);
    if (target === undefined) {
      throw new QueryError(
        403,
        'Numbers are not compared by this key; search one with filters.msisdn or its userHash',
        `${where}.key`,
      );
    }
    const positive = (): string => {
      switch (target.kind) {
        case 'one':
          return test(target.sql);
        case 'many':
          return anyOf(target.sql, test);
        case 'pairs':
          params[`key${index}`] = filter.key;
          return anyOf(valuesOf(`key${index}`), test);
        case 'span': {
          const column = `toString(${target.column})`;
          const isThere =
            target.column.endsWith('_length') || isNumber(target.column)
              ? ''
              : `${target.column} != '' AND `;
          // "= nothing" asks for sessions without the attribute.
          return fitsEmpty && isThere !== ''
            ? `trace_id NOT IN (SELECT trace_id FROM spans WHERE ${target.column} != '')`
            : `trace_id IN (SELECT trace_id FROM spans WHERE ${isThere}${test(column)})`;
        }
      }
    };
    return isNegative ? `NOT (${positive()})` : `(${positive()})`;
  });
  return { sql, params };
}

/** The values of a session under the key that a parameter holds. */
export function valuesOf(keyParam: string): string {
  return `arrayFilter((value, key) -> key = {${keyParam}:String}, attribute_values, attribute_keys)`;
}

// A session without the attribute has the value ''.
function anyOf(values: string, test: Test): string {
  return `arrayExists(value -> ${test('value')}, if(empty(${values}), [''], ${values}))`;
}

const NUMBERS = new Set([
  'http_status',
  'step_index',
  'idle_limit_s',
  'report_hop_count',
  'report_duration_ms',
]);
const isNumber = (column: string) => NUMBERS.has(column);

interface Comparison {
  readonly test: Test;
  readonly isNegative: boolean;
  readonly fitsEmpty: boolean;
}

function testOf(
  { operator, value, values }: AttributeFilter,
  index: number,
  where: string,
  params: Record<string, unknown>,
): Comparison {
  const param = `value${index}`;
  const list = values ?? [value];
  switch (operator) {
    case '=':
    case '!=':
      params[param] = value;
      return {
        test: (text) => `${text} = {${param}:String}`,
        isNegative: operator === '!=',
        fitsEmpty: value === '',
      };
    case '=|':
    case '!=|':
      params[param] = list;
      return {
        test: (text) => `${text} IN {${param}:Array(String)}`,
        isNegative: operator === '!=|',
        fitsEmpty: false,
      };
    case '=~':
    case '!~':
      // Anchored, as in Prometheus and so everywhere in Grafana.
      params[param] = `^(?:${value})$`;
      return {
        test: (text) => `match(${text}, {${param}:String})`,
        isNegative: operator === '!~',
        fitsEmpty: false,
      };
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const number = value.trim() === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(number)) {
        throw new QueryError(400, `Expected a number after ${operator}`, `${where}.value`);
      }
      params[param] = number;
      return {
        test: (text) =>
          `ifNull(toFloat64OrNull(toString(${text})) ${operator} {${param}:Float64}, false)`,
        isNegative: false,
        fitsEmpty: false,
      };
    }
  }
}
