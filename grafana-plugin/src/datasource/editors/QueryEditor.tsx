import type { QueryEditorProps } from '@grafana/data';
import { InlineField, RadioButtonGroup } from '@grafana/ui';
import type { HopscopeDatasource } from '../datasource.ts';
import type { HopscopeOptions, HopscopeQuery } from '../query.ts';

type Props = QueryEditorProps<HopscopeDatasource, HopscopeQuery, HopscopeOptions>;

const QUESTIONS = [
  { value: { queryType: 'completion', by: 'network' }, label: 'Completion rate' },
  { value: { queryType: 'traffic', stackBy: 'outcome' }, label: 'Traffic' },
  { value: { queryType: 'sessions', limit: 50 }, label: 'Sessions' },
] as const;

/** Chooses what is asked. */
export function QueryEditor({ query, onChange, onRunQuery }: Props) {
  return (
    <InlineField label="Show" labelWidth={12}>
      <RadioButtonGroup
        options={QUESTIONS.map(({ value, label }) => ({ value: value.queryType, label }))}
        value={QUESTIONS.find(({ value }) => value.queryType === query.queryType)?.value.queryType}
        onChange={(queryType) => {
          const question = QUESTIONS.find(({ value }) => value.queryType === queryType);
          const { refId, datasource, hide } = query;
          onChange({ refId, datasource, hide, ...question?.value } as HopscopeQuery);
          onRunQuery();
        }}
      />
    </InlineField>
  );
}
