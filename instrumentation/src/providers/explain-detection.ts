import { BUILT_IN, chosenProviders } from './built-in.ts';
import { createDetector, type Detected, type Undetected } from './detect.ts';
import { parseFields } from './fields.ts';
import type { KeySet, Provider } from './provider.ts';

const NAMES_MAX = 12;

/** Says in one line why a request is taken for a provider's, or why not. */
export type Explain = (raw: Undetected) => string;

/**
 * Explains requests by the names of their fields; nothing of their values.
 *
 * @param own providers of the user's, asked before the built-in ones
 * @param name the only provider that is looked for, where one is set
 */
export function createExplain(
  own: readonly Provider[] = [],
  name: string | undefined = undefined,
): Explain {
  const chosen = chosenProviders(own, name);
  const detect = createDetector(chosen);
  const detectAny = name === undefined ? undefined : createDetector([...own, ...BUILT_IN]);
  return (raw) => explain(raw, chosen, name, detect, detectAny);
}

type Detect = ReturnType<typeof createDetector>;

function explain(
  raw: Undetected,
  chosen: readonly Provider[],
  name: string | undefined,
  detect: Detect,
  detectAny: Detect | undefined,
): string {
  const fields = parseFields(raw.path, raw.body);
  if (fields === undefined) {
    return raw.body === ''
      ? 'no USSD provider recognised: it has no body'
      : 'no USSD provider recognised: its body is no form, JSON object or XML';
  }
  const found = detect(raw);
  if (found !== undefined) return recognised(found);
  const elsewhere = detectAny?.(raw)?.provider.name;
  if (elsewhere !== undefined) {
    return `no request of ${name}: it looks like ${elsewhere}, and HOPSCOPE_PROVIDER is ${name}`;
  }
  const names = listed(Object.keys(fields));
  const nearest = nearestOf(chosen, fields);
  return nearest === undefined
    ? `no USSD provider recognised: none of its fields (${names}) is a gateway's`
    : `no USSD provider recognised by its fields (${names}); nearest is ${nearest}`;
}

function recognised({ provider, kind, request }: Detected): string {
  const keys = kind === 'callback' ? provider.detect : provider.detectEndReport;
  const parsed =
    kind === 'callback' ? provider.parseRequest(request) : provider.parseEndReport?.(request);
  const by = `by ${listed(keys?.allOf ?? [])}`;
  if (parsed === undefined) {
    return `looks like ${provider.name} (${by}), but a field that it needs is empty`;
  }
  return `a USSD ${kind === 'callback' ? 'step' : 'end report'} of ${provider.name} (${by})`;
}

/** The provider that differs in the fewest fields, of those that share one at least. */
function nearestOf(
  providers: readonly Provider[],
  fields: Readonly<Record<string, unknown>>,
): string | undefined {
  const has = (field: string) => Object.hasOwn(fields, field);
  let nearest: { readonly text: string; readonly differing: number } | undefined;
  for (const { name, detect } of providers) {
    if (detect === undefined || !detect.allOf.some(has)) continue;
    const differences = differencesOf(detect, has);
    if (nearest !== undefined && nearest.differing <= differences.length) continue;
    nearest = {
      text: `${name}, which has ${differences.join(', ')}`,
      differing: differences.length,
    };
  }
  return nearest?.text;
}

function differencesOf(
  { allOf, anyOf, noneOf }: KeySet,
  has: (field: string) => boolean,
): readonly string[] {
  const needs = allOf.filter((field) => !has(field));
  if (anyOf !== undefined && !anyOf.some(has)) needs.push(`one of ${listed(anyOf)}`);
  for (const field of noneOf?.filter(has) ?? []) needs.push(`no ${field}`);
  return needs.length === 0 ? ['other values or another path'] : needs;
}

// Names come from outside: what is not a plain name may be anything.
function listed(names: readonly string[]): string {
  const plain = names.filter(
    (name) => /^[A-Za-z_<][\w.<-]{0,39}$/.test(name) && !/\d{3}/.test(name),
  );
  const shown = plain.slice(0, NAMES_MAX).join(', ');
  return names.length > plain.slice(0, NAMES_MAX).length ? `${shown}, …` : shown;
}
