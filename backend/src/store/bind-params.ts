import type { SqlParams } from './database.ts';

// The types of our own statements.
const PLACEHOLDER = /\{(\w+):((?:Array\()*(?:String|Float64|U?Int(?:32|64))\)*)\}/g;

/**
 * Writes the values of `{name:Type}` placeholders into a statement, each as a literal of its type that
 * cannot end before it should: texts quoted, numbers spelled anew. A value is never looked at for
 * placeholders itself.
 *
 * For the embedded database, which runs statements with parameters one at a time in the whole process
 * (chdb binds them in a state that all connections share): a question would wait for every other one,
 * and for the counting of past hours.
 *
 * @throws {TypeError} for a value that is missing or not of its type; never repeats it.
 */
export function bindParams(sql: string, params: SqlParams): string {
  return sql.replace(PLACEHOLDER, (_, name: string, type: string) => {
    if (!Object.hasOwn(params, name)) throw new TypeError(`The parameter ${name} has no value`);
    const literal = literalOf(params[name], type, name);
    return type === 'String' ? literal : `CAST(${literal}, '${type}')`;
  });
}

function literalOf(value: unknown, type: string, name: string): string {
  const item = /^Array\((.*)\)$/.exec(type)?.[1];
  if (item !== undefined && Array.isArray(value)) {
    return `[${value.map((one: unknown) => literalOf(one, item, name)).join(',')}]`;
  }
  if (type === 'String' && typeof value === 'string') return quoted(value);
  if (type === 'Float64' && typeof value === 'number') return String(value);
  if (type.includes('Int') && isWhole(value)) return BigInt(value).toString();
  throw new TypeError(`The parameter ${name} is no ${type}`);
}

function isWhole(value: unknown): value is number | string | bigint {
  return (
    typeof value === 'bigint' ||
    Number.isSafeInteger(value) ||
    (typeof value === 'string' && /^-?\d+$/.test(value))
  );
}

/** A text as a literal of ClickHouse. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
}
