import { parseFields, textOf } from './fields.ts';
import type { KeySet, Provider, ProviderRequest } from './provider.ts';

/** A request that a provider recognised. */
export interface Detected {
  readonly provider: Provider;
  readonly kind: 'callback' | 'end_report';
  readonly request: ProviderRequest;
}

/** What of an HTTP request is needed to recognise it. */
export interface Undetected {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: ProviderRequest['headers'];
  readonly body: string;
}

interface Rule {
  /** The lower one wins. */
  readonly order: number;
  readonly provider: Provider;
  readonly kind: Detected['kind'];
  readonly keys: KeySet;
}

/**
 * Finds the provider that sent a request, by the exact names of its fields: `sessionId`,
 * `sessionID`, `SessionId`, `session_id` and `SESSIONID` are five gateways.
 *
 * Every rule is kept under the field that it shares with the fewest others, so a request that is
 * nobody's costs one look-up a field, however many providers there are.
 *
 * @param providers the first one that fits gets a request.
 */
export function createDetector(
  providers: readonly Provider[],
): (raw: Undetected) => Detected | undefined {
  const rules = rulesOf(providers);
  const byField = indexRules(rules);
  return function detect(raw) {
    const fields = parseFields(raw.path, raw.body);
    if (fields === undefined) return undefined;
    const query = raw.path.indexOf('?');
    const path = query < 0 ? raw.path : raw.path.slice(0, query);
    let found: Rule | undefined;
    for (const name of Object.keys(fields)) {
      for (const rule of byField.get(name) ?? []) {
        if (found !== undefined && found.order < rule.order) continue;
        if (fits(rule.keys, fields, path)) found = rule;
      }
    }
    if (found === undefined) return undefined;
    const { method, headers, body } = raw;
    const { provider, kind } = found;
    return { provider, kind, request: { method, path, headers, fields, body } };
  };
}

function rulesOf(providers: readonly Provider[]): Rule[] {
  return providers.flatMap((provider, position) => {
    const { detect, detectEndReport } = provider;
    const rules: Rule[] = [];
    if (detectEndReport !== undefined) {
      rules.push({ order: 2 * position, provider, kind: 'end_report', keys: detectEndReport });
    }
    if (detect !== undefined) {
      rules.push({ order: 2 * position + 1, provider, kind: 'callback', keys: detect });
    }
    return rules;
  });
}

function indexRules(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const uses = new Map<string, number>();
  for (const { keys } of rules) {
    for (const name of keys.allOf) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const byField = new Map<string, Rule[]>();
  for (const rule of rules) {
    const [rarest] = rule.keys.allOf.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    if (rarest === undefined) continue;
    const under = byField.get(rarest);
    if (under === undefined) byField.set(rarest, [rule]);
    else under.push(rule);
  }
  return byField;
}

function fits(
  { allOf, anyOf, noneOf, values, path: pattern }: KeySet,
  fields: Readonly<Record<string, unknown>>,
  path: string,
): boolean {
  const has = (name: string) => Object.hasOwn(fields, name);
  return (
    allOf.every(has) &&
    (anyOf === undefined || anyOf.some(has)) &&
    !(noneOf?.some(has) ?? false) &&
    (values === undefined || saysThat(values, fields)) &&
    (pattern === undefined || pattern.test(path))
  );
}

function saysThat(
  values: Readonly<Record<string, RegExp>>,
  fields: Readonly<Record<string, unknown>>,
): boolean {
  for (const [name, pattern] of Object.entries(values)) {
    if (!pattern.test(textOf(fields[name]) ?? '')) return false;
  }
  return true;
}
