import { InlineField, Input } from '@grafana/ui';
import { useEffect, useState } from 'react';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly tooltip?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly width?: number;
  readonly onChange: (value: string) => void;
}

/** A text that counts when it is left, or at Enter: half an id is no question. */
export function TextField({ label, tooltip, ...props }: Props) {
  return (
    <InlineField label={label} labelWidth={14} tooltip={tooltip} htmlFor={props.id}>
      <TextInput {...props} />
    </InlineField>
  );
}

/** The same without a label of its own. */
export function TextInput({
  id,
  value,
  placeholder,
  width = 40,
  onChange,
  ...rest
}: Omit<Props, 'label' | 'tooltip'> & { readonly 'aria-label'?: string }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = (): void => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <Input
      {...rest}
      id={id}
      width={width}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
