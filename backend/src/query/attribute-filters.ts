import { attributeTarget } from './attribute-target.ts';
import type { AttributeFilter } from './filter-schema.ts';
import { isUnmasked, maskedSql } from './masked-sql.ts';
import { QueryError } from './query-context.ts';
import { isThereSql, spanTextsSql } from './span-texts.ts';

/** Conditions over `sessions` with outcomes, with their parameters. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

type Test = (value: string) => string;

/**
 * Ad-hoc filters as conditions, over texts with the subscriber's number masked, as they are shown: else
 * it could be found out digit by digit. Expressions are ours; keys and values that a caller sends are
 * typed parameters.
 *
 * @throws {QueryError} for a key that nobody may ask for, or a value that is no number where one has
 *   to be.
 */
export function attributeConditions(filters: readonly AttributeFilter[]): Conditions {
  const params: Record<string, unknown> = {};
  const sql = filters.map((filter, index) => {
    const where = `filters.attributes[${index}]`;
    const comparison = testOf(filter, index, where, params);
    const { test, isNegative, mayFitEmpty } = comparison;
    const shown = (text: string) => (comparison.isUnmasked ? text : maskedSql(text, 'user_id'));
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
          return test(target.isWritten ? shown(target.sql) : target.sql);
        case 'many':
          return anyOf(target.sql, (value) => test(shown(value)), mayFitEmpty);
        case 'pairs':
          params[`key${index}`] = filter.key;
          return mayFitEmpty
            ? anyOf(valuesOf(`key${index}`), (value) => test(shown(value)), true)
            : `arrayExists((value, key) -> key = {key${index}:String} AND ${test(shown('value'))}, attribute_values, attribute_keys)`;
        case 'span': {
          const fits = `trace_id IN (SELECT trace_id FROM ${spanTextsSql(target)} WHERE ${test('text')})`;
          if (!mayFitEmpty) return fits;
          const { column } = target;
          return `${fits} OR (${test("''")} AND trace_id NOT IN (SELECT trace_id FROM spans WHERE ${isThereSql(column)}))`;
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
function anyOf(values: string, test: Test, mayFitEmpty: boolean): string {
  const all = mayFitEmpty ? `if(empty(${values}), [''], ${values})` : values;
  return `arrayExists(value -> ${test('value')}, ${all})`;
}

interface Comparison {
  readonly test: Test;
  readonly isNegative: boolean;
  /** False when no session without the attribute, which has the value '', can pass the test. */
  readonly mayFitEmpty: boolean;
  /** A text passes the test as it is stored if, and only if, it passes as it is shown. */
  readonly isUnmasked: boolean;
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
        mayFitEmpty: value === '',
        isUnmasked: isUnmasked(value),
      };
    case '=|':
    case '!=|':
      params[param] = list;
      return {
        test: (text) => `${text} IN {${param}:Array(String)}`,
        isNegative: operator === '!=|',
        mayFitEmpty: list.includes(''),
        isUnmasked: list.every(isUnmasked),
      };
    case '=~':
    case '!~':
      // Anchored, as in Prometheus and so everywhere in Grafana.
      params[param] = `^(?:${value})$`;
      return {
        test: (text) => `match(${text}, {${param}:String})`,
        isNegative: operator === '!~',
        mayFitEmpty: mayMatchEmpty(value),
        isUnmasked: false,
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
        mayFitEmpty: false,
        isUnmasked: false,
      };
    }
  }
}

// Only to spare a look at all spans; what JavaScript reads otherwise than RE2 it refuses with `u`.
function mayMatchEmpty(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test('');
  } catch {
    return true;
  }
}
