import { InlineField, MultiCombobox } from '@grafana/ui';
import { useCallback } from 'react';
import { UNKNOWN_CHOICE } from '../fill-variables.ts';
import type { Option, Suggest } from './editor-props.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly tooltip?: string;
  /** A field or an attribute, whose values are suggested. */
  readonly of: string;
  /** Instead of suggestions, where all values are known. */
  readonly choices?: readonly Option[];
  readonly values: readonly string[];
  readonly suggest: Suggest;
  readonly variables: readonly Option[];
  readonly placeholder?: string;
  readonly onChange: (values: string[]) => void;
}

/** Several values, suggested from what is in the store; others and variables can be typed. */
export function ValuesField({ label, tooltip, ...props }: Props) {
  return (
    <InlineField label={label} labelWidth={14} tooltip={tooltip} htmlFor={props.id}>
      <ValuesInput {...props} />
    </InlineField>
  );
}

/** The same without a label of its own. */
export function ValuesInput({
  id,
  of,
  choices,
  values,
  suggest,
  variables,
  placeholder = 'All',
  onChange,
}: Omit<Props, 'label' | 'tooltip'>) {
  const load = useCallback(
    async (typed: string) => {
      const fitting = variables.filter(({ value }) => value.includes(typed));
      return [...fitting, ...(await suggest(of, typed))];
    },
    [suggest, of, variables],
  );
  return (
    <MultiCombobox<string>
      id={id}
      width="auto"
      minWidth={24}
      maxWidth={60}
      options={choices === undefined ? load : [...variables, ...choices]}
      value={values.map((value) => shown(value, choices))}
      placeholder={placeholder}
      createCustomValue
      isClearable
      onChange={(options) =>
        onChange(options.map(({ value }) => (value === UNKNOWN_CHOICE ? '' : value)))
      }
    />
  );
}

function shown(value: string, choices: readonly Option[] = []): Option {
  if (value === '') return { value: UNKNOWN_CHOICE };
  return choices.find((choice) => choice.value === value) ?? { value };
}
