import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { fromChoice, type Variables } from './fill-variables.ts';

// As in Grafana (packages/grafana-data, `variableRegex`): $name, [[name:format]], ${name.field:format}.
const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}/g;

/** Whether a text holds a variable, whatever there is of that name. */
export function hasVariable(text: string): boolean {
  return namesIn(text).length > 0;
}

/** The variables of the dashboard that is shown, as this panel sees them. */
export function createVariables(
  templates: Pick<TemplateSrv, 'replace' | 'getVariables'>,
  scopedVars?: ScopedVars,
): Variables {
  const isAll = (name: string): boolean =>
    templates.replace(`\${${name}:text}`, scopedVars) === 'All' &&
    templates
      .getVariables()
      .some(
        (variable) => variable.name === name && 'includeAll' in variable && variable.includeAll,
      );

  return {
    valuesOf(text) {
      const names = namesIn(text);
      if (names.length === 0) return [text];
      // Not the list of all values: it may be cut, and has no sessions without a value.
      if (names.some(isAll)) return undefined;
      const parts: string[][] = [];
      templates.replace(text, scopedVars, (value: unknown) => {
        parts.push([value].flat().map(String));
        return '';
      });
      return combinations(parts)
        .map((combination) => {
          const next = combination.values();
          return templates.replace(text, scopedVars, () => next.next().value ?? '');
        })
        .filter((value) => value !== '')
        .map(fromChoice);
    },
    regexOf: (text) => templates.replace(text, scopedVars, 'regex'),
  };
}

function namesIn(text: string): string[] {
  return Array.from(text.matchAll(REFERENCE), ([, plain, square, curly]) =>
    String(plain ?? square ?? curly),
  );
}

/** Every way to take one value of each part: of one part its values, of none the one empty way. */
function combinations(parts: readonly (readonly string[])[]): string[][] {
  return parts.reduce<string[][]>(
    (before, part) => before.flatMap((way) => part.map((value) => [...way, value])),
    [[]],
  );
}
