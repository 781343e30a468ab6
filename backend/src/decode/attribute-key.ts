import { type ColumnKind, SPAN_COLUMNS } from './span-row.ts';

/** An attribute's name, with everything the mapping needs to know about it looked up once. */
export interface AttributeKey {
  readonly name: string;
  /** The name as JSON text in UTF-8, for the Map column. */
  readonly json: Buffer;
  /** Index into `SPAN_COLUMNS`, or -1 for an attribute without a column. */
  readonly column: number;
  readonly kind: ColumnKind;
}

// What older SDKs call the environment (semantic conventions before 1.27).
const ALIASES: ReadonlyMap<string, string> = new Map([['deployment.environment', 'environment']]);

const KNOWN: ReadonlyMap<string, AttributeKey> = new Map(
  [...knownKeys()].map((key) => [key.name, key]),
);

/** Every attribute that has a column. */
export function* knownKeys(): Generator<AttributeKey> {
  for (const [column, { name, attribute, kind }] of SPAN_COLUMNS.entries()) {
    if (attribute === undefined) continue;
    yield { name: attribute, json: toJson(attribute), column, kind };
    for (const [alias, target] of ALIASES) {
      if (target === name) yield { name: alias, json: toJson(alias), column, kind };
    }
  }
}

/** The key of an attribute's name; names without a column are made on the spot. */
export function keyOf(name: string): AttributeKey {
  return KNOWN.get(name) ?? { name, json: toJson(name), column: -1, kind: 'text' };
}

// A lone surrogate can arrive in JSON; ClickHouse refuses the whole insert when it sees one.
function toJson(name: string): Buffer {
  return Buffer.from(JSON.stringify(name.toWellFormed()));
}
