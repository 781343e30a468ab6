import { ChoiceField } from './ChoiceField.tsx';
import { type EditorProps, FIELD_CHOICES } from './editor-props.ts';
import { LimitField } from './LimitField.tsx';
import { TextField } from './TextField.tsx';
import { ValuesField } from './ValuesField.tsx';

/** Newest sessions, with attributes as further columns. */
export function SessionsEditor(props: EditorProps) {
  const { query, change, id, suggest, variables } = props;
  return (
    <>
      <LimitField {...props} />
      <ValuesField
        id={`${id}-columns`}
        label="Columns"
        tooltip="Attributes of the session’s spans, as further columns."
        of="attributeKey"
        placeholder="Add attributes"
        values={query.columns ?? []}
        suggest={suggest}
        variables={variables}
        onChange={(columns) => change({ columns: columns.length === 0 ? undefined : columns })}
      />
    </>
  );
}

const IDS = [
  { value: 'sessionId', label: 'Session id', description: 'As the provider gave it' },
  { value: 'traceId', label: 'Trace id', description: '32 hex digits' },
];

/** One session, by either of its ids. */
export function OneSessionEditor({ query, change, id }: EditorProps) {
  const by = query.traceId === undefined ? 'sessionId' : 'traceId';
  const value = query[by] ?? '';
  const set = (name: string, text: string): void =>
    change({ traceId: undefined, sessionId: undefined, [name]: text });
  return (
    <>
      <ChoiceField
        id={`${id}-id-kind`}
        label="Find by"
        value={by}
        choices={IDS}
        onChange={(name) => set(name ?? 'sessionId', value)}
      />
      <TextField
        id={`${id}-one`}
        label={by === 'traceId' ? 'Trace id' : 'Session id'}
        value={value}
        placeholder="An id, or a variable such as $session"
        onChange={(text) => set(by, text)}
      />
    </>
  );
}

/** What a field or an attribute can be. */
export function ValuesEditor(props: EditorProps) {
  const { query, change, id, suggest, variables } = props;
  const isAttribute = query.attribute !== undefined;
  return (
    <>
      <ChoiceField
        id={`${id}-field`}
        label="Of"
        value={isAttribute ? ATTRIBUTE : query.field}
        choices={[...FIELD_CHOICES, { value: ATTRIBUTE, label: 'Another attribute' }]}
        variables={variables}
        onChange={(field) =>
          change(
            field === ATTRIBUTE
              ? { field: undefined, attribute: '' }
              : { field, attribute: undefined },
          )
        }
      />
      {isAttribute && (
        <ValuesField
          id={`${id}-attribute`}
          label="Attribute"
          of="attributeKey"
          placeholder="Such as app.language"
          values={query.attribute ? [query.attribute] : []}
          suggest={suggest}
          variables={variables}
          onChange={(names) => change({ attribute: names.at(-1) ?? '' })}
        />
      )}
      <TextField
        id={`${id}-prefix`}
        label="Begin with"
        width={24}
        value={query.prefix ?? ''}
        onChange={(prefix) => change({ prefix: prefix === '' ? undefined : prefix })}
      />
      <LimitField {...props} />
    </>
  );
}

const ATTRIBUTE = '…attribute';
