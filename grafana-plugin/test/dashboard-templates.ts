import type { ScopedVars, TypedVariableModel } from '@grafana/data';

/** A variable of a dashboard as its menu has it. */
export interface FakeVariable {
  readonly name: string;
  readonly value: string | readonly string[];
  readonly includeAll?: boolean;
  /** All is chosen: `value` is what it stands for. */
  readonly isAll?: boolean;
}

/**
 * Grafana's template service over fixed variables, as scenes 6.56 behaves (sceneInterpolator.ts,
 * MultiValueVariable.ts): a function gets the values of each variable without a format of its own, All
 * is the list of all options, unknown variables stay as they are, several values are joined as a glob.
 */
export function dashboardTemplates(variables: readonly FakeVariable[]) {
  const find = (name: string, scopedVars: ScopedVars = {}): FakeVariable | undefined => {
    const scoped = scopedVars[name];
    return scoped === undefined
      ? variables.find((variable) => variable.name === name)
      : { name, value: String(scoped.value) };
  };
  return {
    getVariables: () =>
      variables.map(({ name, includeAll = false }) => ({
        name,
        type: 'query',
        includeAll,
      })) as unknown as TypedVariableModel[],
    replace(text = '', scopedVars?: ScopedVars, format?: string | ((value: unknown) => string)) {
      return text.replace(
        /\$(\w+)|\[\[(\w+?)\]\]|\$\{(\w+)(?::(\w+))?\}/g,
        (match, plain, square, curly, own: string | undefined) => {
          const variable = find(plain ?? square ?? curly, scopedVars);
          if (variable === undefined) return match;
          return formatted(variable, own ?? format);
        },
      );
    },
  };
}

function formatted(
  { value, isAll }: FakeVariable,
  format: string | ((value: unknown) => string) | undefined,
): string {
  const values = [value].flat();
  if (typeof format === 'function') return format(value);
  if (format === 'text') return isAll ? 'All' : values.join(' + ');
  if (format === 'regex') {
    const escaped = values.map((each) => each.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
    return escaped.length === 1 ? String(escaped[0]) : `(${escaped.join('|')})`;
  }
  return values.length === 1 ? String(values[0]) : `{${values.join(',')}}`;
}
