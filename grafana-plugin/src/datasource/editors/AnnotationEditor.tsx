import type { QueryEditorProps } from '@grafana/data';
import { Stack, Text } from '@grafana/ui';
import { useId } from 'react';
import type { HopscopeDatasource } from '../datasource.ts';
import type { HopscopeOptions, HopscopeQuery } from '../query.ts';
import { withoutAbsent } from '../without-absent.ts';
import type { EditorProps } from './editor-props.ts';
import { FiltersEditor } from './FiltersEditor.tsx';
import { LimitField } from './LimitField.tsx';
import { useSuggest, useVariableOptions } from './use-suggest.ts';

type Props = Pick<
  QueryEditorProps<HopscopeDatasource, HopscopeQuery, HopscopeOptions>,
  'datasource' | 'query' | 'range' | 'onChange' | 'onRunQuery'
>;

/** Marks the first session of each version of a service. */
export function AnnotationEditor({ datasource, query, range, onChange, onRunQuery }: Props) {
  const props: EditorProps = {
    query,
    id: useId(),
    isForAlert: false,
    change: (fields) => {
      onChange(withoutAbsent({ ...query, ...fields }));
      onRunQuery();
    },
    suggest: useSuggest(datasource, range),
    variables: useVariableOptions(false),
  };
  return (
    <Stack direction="column" gap={1}>
      <Text color="secondary">
        Deployments: a mark where the first session of a new version of a service begins.
      </Text>
      <FiltersEditor {...props} />
      <LimitField {...props} />
    </Stack>
  );
}
