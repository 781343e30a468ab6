import { CoreApp, type QueryEditorProps } from '@grafana/data';
import { Alert, Button, Combobox, InlineField, Stack } from '@grafana/ui';
import { type ComponentType, useEffect, useId } from 'react';
import type { HopscopeDatasource } from '../datasource.ts';
import { defaultQuery, isAlerting } from '../default-query.ts';
import { fieldsWithVariables } from '../fields-with-variables.ts';
import { needsTime } from '../needs-time.ts';
import type { HopscopeOptions, HopscopeQuery, QueryType } from '../query.ts';
import { QUERY_TYPES, withOwnFields, withQueryType } from '../query-types.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { withoutAbsent } from '../without-absent.ts';
import type { EditorProps } from './editor-props.ts';
import { FiltersEditor } from './FiltersEditor.tsx';
import { LimitField } from './LimitField.tsx';
import { OneSessionEditor, SessionsEditor, ValuesEditor } from './ListEditors.tsx';
import { menuWidth } from './menu-width.ts';
import { BusiestEditor, CompletionEditor, HooksEditor, TrafficEditor } from './NumbersEditors.tsx';
import { useChanges } from './use-changes.ts';
import { useSuggest, useVariableOptions } from './use-suggest.ts';

type Props = QueryEditorProps<HopscopeDatasource, HopscopeQuery, HopscopeOptions>;

const EDITORS: Readonly<Record<QueryType, ComponentType<EditorProps>>> = {
  traffic: TrafficEditor,
  completion: CompletionEditor,
  sessions: SessionsEditor,
  session: OneSessionEditor,
  trace: OneSessionEditor,
  flow: LimitField,
  dropoff: LimitField,
  hooks: HooksEditor,
  busiest: BusiestEditor,
  values: ValuesEditor,
  deployments: LimitField,
};

/** What is asked, of which sessions. Says what is missing as long as it cannot be asked. */
export function QueryEditor(props: Props) {
  const { datasource, app, range, data, onChange, onRunQuery } = props;
  const query = useChosenQuery(props);
  const id = `${useId()}-${query.refId}`;
  const isForAlert = isAlerting(app);
  const set = useChanges(query, (next) => {
    onChange(next);
    onRunQuery();
  });
  const fields: EditorProps = {
    query,
    id,
    isForAlert,
    change: (changed) => set(withoutAbsent(withOwnFields({ ...query, ...changed }))),
    suggest: useSuggest(datasource, range),
    variables: useVariableOptions(isForAlert || app === CoreApp.Explore),
  };
  const { queryType } = query;
  const known = queryType === undefined ? undefined : QUERY_TYPES[queryType];
  const Editor = queryType === undefined || known === undefined ? undefined : EDITORS[queryType];
  const missing = whatIsMissing(query);
  const types = typeOptions(isForAlert, queryType);
  const unfilled = isForAlert ? fieldsWithVariables(query) : [];

  return (
    <Stack direction="column" gap={0.5}>
      <Stack direction="row" wrap="wrap" gap={0.5}>
        <InlineField label="Show" labelWidth={14} htmlFor={`${id}-type`}>
          <Combobox<QueryType>
            id={`${id}-type`}
            width={menuWidth(types, 28)}
            options={types}
            value={queryType ?? null}
            placeholder="Choose what to show"
            onChange={({ value }) => set(withQueryType(query, value, isForAlert))}
          />
        </InlineField>
        {Editor !== undefined && <Editor {...fields} />}
      </Stack>
      {known !== undefined && known.isOfOneSession !== true && <FiltersEditor {...fields} />}
      {needsTime(query, data?.request?.panelPluginId) && (
        <Alert
          severity="info"
          title="This panel draws over time, and the answer to this query has no time"
          bottomSpacing={0}
        >
          <Button size="sm" variant="secondary" onClick={() => fields.change({ form: 'time' })}>
            Choose the form “Over time”
          </Button>
        </Alert>
      )}
      {missing !== undefined && <Alert severity="info" title={missing} bottomSpacing={0} />}
      {unfilled.length > 0 && (
        <Alert severity="error" title="Alert rules have no dashboard variables" bottomSpacing={0}>
          Write values instead in: {unfilled.join(', ')}.
        </Alert>
      )}
    </Stack>
  );
}

/**
 * The query with what a new one asks. That is also kept at once: what is shown, what runs and what is
 * saved would else be three things, and an alert rule that nobody touched could not be evaluated.
 */
function useChosenQuery({ query, app, onChange, onRunQuery }: Props): HopscopeQuery {
  const isNew = query.queryType === undefined;
  const chosen = isNew ? { ...query, ...defaultQuery(app) } : query;
  useEffect(() => {
    if (isNew) {
      onChange(chosen);
      onRunQuery();
    }
  });
  return chosen;
}

/** Alert rules want one number beside labels; a query that is kept stays choosable. */
function typeOptions(isForAlert: boolean, current: QueryType | undefined) {
  return Object.entries(QUERY_TYPES)
    .filter(([type, { isAlertable }]) => !isForAlert || isAlertable === true || type === current)
    .map(([type, { label, meaning }]) => ({
      value: type as QueryType,
      label,
      description: meaning,
    }));
}
