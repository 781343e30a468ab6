import { Combobox, InlineField, Stack } from '@grafana/ui';
import type { AttributeFilter } from '@hopscope/client';
import { useCallback } from 'react';
import { fromChoice } from '../fill-variables.ts';
import type { EditorProps, Option } from './editor-props.ts';
import { TextInput } from './TextField.tsx';
import { ValuesInput } from './ValuesField.tsx';

type Operator = AttributeFilter['operator'];

const OPERATORS: Readonly<Record<Operator, string>> = {
  '=': 'Equals',
  '!=': 'Not equal',
  '=|': 'One of',
  '!=|': 'Not one of',
  '=~': 'Matches regex',
  '!~': 'Does not match regex',
  '<': 'Less than',
  '<=': 'At most',
  '>': 'Greater than',
  '>=': 'At least',
};

interface Props extends Pick<EditorProps, 'id' | 'suggest' | 'variables'> {
  readonly filter: AttributeFilter;
  readonly onChange: (filter: AttributeFilter) => void;
}

/** A filter by any attribute: key, operator, value. */
export function AttributeFilterRow({ id, filter, suggest, variables, onChange }: Props) {
  const { key, operator, value = '', values } = filter;
  const isList = operator === '=|' || operator === '!=|';
  const keys = useCallback((typed: string) => suggest('attributeKey', typed), [suggest]);
  const valuesOfKey = useCallback(
    async (typed: string): Promise<Option[]> => [
      ...variables.filter((variable) => variable.value.includes(typed)),
      ...(key === '' ? [] : await suggest(key, typed)),
    ],
    [suggest, key, variables],
  );
  return (
    <Stack direction="row" gap={0.5} wrap="wrap">
      <InlineField label="Attribute" labelWidth={14} htmlFor={`${id}-key`}>
        <Combobox
          id={`${id}-key`}
          width={30}
          options={keys}
          value={key === '' ? null : key}
          placeholder="Such as app.language"
          createCustomValue
          onChange={(option) => onChange({ ...filter, key: option.value })}
        />
      </InlineField>
      <InlineField label="Operator" labelWidth={10} htmlFor={`${id}-operator`}>
        <Combobox<Operator>
          id={`${id}-operator`}
          width={10}
          options={Object.entries(OPERATORS).map(([sign, description]) => ({
            value: sign as Operator,
            description,
          }))}
          value={operator}
          onChange={(option) => onChange(withOperator(filter, option.value))}
        />
      </InlineField>
      <InlineField label="Value" labelWidth={8} htmlFor={`${id}-value`}>
        {isList ? (
          <ValuesInput
            id={`${id}-value`}
            of={key}
            values={values ?? []}
            suggest={suggest}
            variables={variables}
            placeholder="Choose values"
            onChange={(next) => onChange({ key, operator, values: next })}
          />
        ) : operator === '=' || operator === '!=' ? (
          <Combobox
            id={`${id}-value`}
            width={30}
            options={valuesOfKey}
            value={value === '' ? null : value}
            placeholder="None: without the attribute"
            createCustomValue
            isClearable
            onChange={(option) =>
              onChange({ key, operator, value: fromChoice(option?.value ?? '') })
            }
          />
        ) : (
          <TextInput
            id={`${id}-value`}
            width={30}
            value={value}
            onChange={(next) => onChange({ key, operator, value: next })}
          />
        )}
      </InlineField>
    </Stack>
  );
}

/** Keeps what was entered when the operator changes between one value and several. */
function withOperator(
  { key, value = '', values }: AttributeFilter,
  operator: Operator,
): AttributeFilter {
  if (operator === '=|' || operator === '!=|') {
    return { key, operator, values: values ?? (value === '' ? [] : [value]) };
  }
  return { key, operator, value: values?.[0] ?? value };
}
