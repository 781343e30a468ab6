import { Combobox, InlineField } from '@grafana/ui';
import type { Option } from './editor-props.ts';
import { menuWidth } from './menu-width.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly tooltip?: string;
  readonly value: string | undefined;
  /** What holds when nothing is chosen; without one, something has to be. */
  readonly usual?: string;
  readonly choices: readonly Option[];
  readonly variables?: readonly Option[];
  readonly onChange: (value: string | undefined) => void;
}

/** One of a few, or a variable. Taking it out leaves the usual. */
export function ChoiceField({
  id,
  label,
  tooltip,
  value,
  usual,
  choices,
  variables = [],
  onChange,
}: Props) {
  const options = withCurrent([...choices, ...variables], value);
  const common = {
    id,
    width: menuWidth(options, 24),
    options,
    value: value ?? null,
  };
  return (
    <InlineField label={label} labelWidth={14} tooltip={tooltip} htmlFor={id}>
      {usual === undefined ? (
        <Combobox {...common} placeholder="Choose" onChange={(option) => onChange(option.value)} />
      ) : (
        <Combobox
          {...common}
          placeholder={usual}
          isClearable
          onChange={(option) => onChange(option?.value)}
        />
      )}
    </InlineField>
  );
}

// What is kept may be of another version of the plugin, or a variable that is gone; it is shown all the same.
function withCurrent(options: Option[], value: string | undefined): Option[] {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value }];
}
