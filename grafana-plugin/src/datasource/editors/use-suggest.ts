import { getDefaultTimeRange, type TimeRange } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { useMemo } from 'react';
import { toChoice } from '../ad-hoc-choices.ts';
import type { HopscopeDatasource } from '../datasource.ts';
import { readValues } from '../read-values.ts';
import type { Option, Suggest } from './editor-props.ts';

/** Suggestions from the sessions of the time range that the editor's dashboard shows. */
export function useSuggest(datasource: HopscopeDatasource, range: TimeRange | undefined): Suggest {
  const from = range?.from.valueOf();
  const to = range?.to.valueOf();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a range is a new object at each render
  return useMemo<Suggest>(
    () => async (of, typed) => {
      const rows = await readValues(datasource.client, range ?? getDefaultTimeRange(), {
        of,
        // A variable is no beginning of a value.
        prefix: typed.startsWith('$') ? '' : typed,
      }).catch(() => []);
      return rows.map(({ value, sessions }) => ({
        value: toChoice(value).value,
        ...(sessions === null ? {} : { description: sessionsText(sessions) }),
      }));
    },
    [datasource, from, to],
  );
}

/** The variables of the dashboard that is shown; an alert rule has none. */
export function useVariableOptions(isForAlert: boolean): readonly Option[] {
  return useMemo(
    () =>
      isForAlert
        ? []
        : getTemplateSrv()
            .getVariables()
            .filter(({ type }) => type !== 'adhoc' && type !== 'datasource' && type !== 'groupby')
            .map(({ name }) => ({ value: `$${name}`, description: 'Variable of this dashboard' })),
    [isForAlert],
  );
}

function sessionsText(sessions: number): string {
  return sessions === 1 ? '1 session' : `${sessions.toLocaleString('en')} sessions`;
}
