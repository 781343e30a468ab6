import type { StandardEditorProps } from '@grafana/data';
import { MultiCombobox } from '@grafana/ui';
import { useMemo } from 'react';
import { attributeColumn, attributeOf, SESSION_COLUMNS } from '../components/index.ts';

type Props = StandardEditorProps<readonly string[]>;

const OWN = SESSION_COLUMNS.map(({ id, name }) => ({ value: id, label: name }));
// Of those, which sessions have one is only known to the store: any name can be written as well.
const COMMON = [
  'app.language',
  'ussd.flow.name',
  'deployment.environment.name',
  'service.name',
  'error.type',
];

/** Chooses and orders the columns; what is none of a session's own fields is an attribute's name. */
export function ColumnsEditor({ value, onChange, context }: Props) {
  const options = useMemo(() => {
    const seen = (context.data ?? []).flatMap(({ fields }) => fields.map(({ name }) => name));
    const attributes = [
      ...COMMON.map(attributeColumn),
      ...seen.filter((name) => attributeOf(name) !== undefined),
      ...(value ?? []).filter((id) => attributeOf(id) !== undefined),
    ];
    return [
      ...OWN,
      ...[...new Set(attributes)].map((id) => ({ value: id, label: attributeOf(id) ?? id })),
    ];
  }, [context.data, value]);
  return (
    <MultiCombobox
      placeholder="The usual ones"
      options={options}
      value={[...(value ?? [])]}
      createCustomValue
      isClearable
      onChange={(chosen) => onChange(chosen.map((one) => toId(one.value)))}
    />
  );
}

function toId(value: string): string {
  const isOwn = SESSION_COLUMNS.some(({ id }) => id === value);
  return isOwn || attributeOf(value) !== undefined ? value : attributeColumn(value);
}
