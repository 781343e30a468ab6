import { attributeTarget } from './attribute-target.ts';
import type { AttributeFilter } from './filter-schema.ts';
import { maskedSql } from './masked-sql.ts';
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
    const { test, isNegative, mayFitEmpty } = testOf(filter, index, where, params);
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
          return test(target.isWritten ? maskedSql(target.sql, 'user_id') : target.sql);
        case 'many':
          return anyOf(target.sql, test);
        case 'pairs':
          params[`key${index}`] = filter.key;
          return anyOf(valuesOf(`key${index}`), test);
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
function anyOf(values: string, test: Test): string {
  return `arrayExists(value -> ${test(maskedSql('value', 'user_id'))}, if(empty(${values}), [''], ${values}))`;
}

interface Comparison {
  readonly test: Test;
  readonly isNegative: boolean;
  /** False when no session without the attribute, which has the value '', can pass the test. */
  readonly mayFitEmpty: boolean;
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
      };
    case '=|':
    case '!=|':
      params[param] = list;
      return {
        test: (text) => `${text} IN {${param}:Array(String)}`,
        isNegative: operator === '!=|',
        mayFitEmpty: list.includes(''),
      };
    case '=~':
    case '!~':
      // Anchored, as in Prometheus and so everywhere in Grafana.
      params[param] = `^(?:${value})$`;
      return {
        test: (text) => `match(${text}, {${param}:String})`,
        isNegative: operator === '!~',
        mayFitEmpty: mayMatchEmpty(value),
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
