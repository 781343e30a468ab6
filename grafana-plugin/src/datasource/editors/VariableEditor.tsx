import type { QueryEditorProps } from '@grafana/data';
import { Alert, Stack } from '@grafana/ui';
import { useId } from 'react';
import type { HopscopeDatasource } from '../datasource.ts';
import type { HopscopeOptions, HopscopeQuery } from '../query.ts';
import { whatIsMissing } from '../what-is-missing.ts';
import { withoutAbsent } from '../without-absent.ts';
import type { EditorProps } from './editor-props.ts';
import { FiltersEditor } from './FiltersEditor.tsx';
import { ValuesEditor } from './ListEditors.tsx';
import { useSuggest, useVariableOptions } from './use-suggest.ts';

type Props = QueryEditorProps<HopscopeDatasource, HopscopeQuery, HopscopeOptions>;

/** The values that a dashboard variable offers: of a field or an attribute, of some sessions only. */
export function VariableEditor({ datasource, query: kept, range, onChange }: Props) {
  const id = useId();
  const query = asValuesQuery(kept);
  const props: EditorProps = {
    query,
    id,
    isForAlert: false,
    change: (fields) => onChange(withoutAbsent({ ...query, ...fields })),
    suggest: useSuggest(datasource, range),
    variables: useVariableOptions(false),
  };
  const missing = whatIsMissing(query);
  return (
    <Stack direction="column" gap={0.5}>
      <Stack direction="row" wrap="wrap" gap={0.5}>
        <ValuesEditor {...props} />
      </Stack>
      <FiltersEditor {...props} />
      {missing !== undefined && <Alert severity="info" title={missing} bottomSpacing={0} />}
    </Stack>
  );
}

// A new variable is an empty text, or what another data source asked.
function asValuesQuery(kept: HopscopeQuery | string | undefined): HopscopeQuery {
  if (typeof kept === 'object' && kept.queryType === 'values') return kept;
  return { refId: 'HopscopeVariable', queryType: 'values' };
}
