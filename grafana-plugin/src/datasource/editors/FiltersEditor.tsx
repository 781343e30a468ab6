import { Combobox, IconButton, InlineField, Stack } from '@grafana/ui';
import type { AttributeFilter } from '@hopscope/client';
import { OUTCOME_WORDS } from '../../components/format/outcome-words.ts';
import { LIST_FILTERS, type ListFilter, type StoredFilters } from '../query.ts';
import { withoutAbsent } from '../without-absent.ts';
import { AttributeFilterRow } from './AttributeFilterRow.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import type { EditorProps, Option } from './editor-props.ts';
import { TextField } from './TextField.tsx';
import { ValuesField } from './ValuesField.tsx';

type FilterName = keyof StoredFilters;

const LABELS: Readonly<Record<FilterName, string>> = {
  network: 'Network',
  serviceCode: 'Service code',
  outcome: 'Outcome',
  provider: 'Provider',
  version: 'Version',
  step: 'Step',
  hook: 'Hook',
  flow: 'Flow',
  environment: 'Environment',
  hookError: 'Hook errors',
  sessionId: 'Session id',
  userHash: 'Subscriber',
  kind: 'Kind',
  attributes: 'Attribute',
};

const HINTS: { readonly [Name in FilterName]?: string } = {
  step: 'Sessions that were shown one of these screens.',
  hook: 'Sessions that made one of these calls.',
  userHash: 'The subscriber’s hash (user.hash), as the sessions show it. Never a phone number.',
  kind: 'Who dialled: live unless said otherwise.',
};

// These are known without asking; of kinds the store's list has only the live one.
const CHOICES: { readonly [Name in FilterName]?: readonly Option[] } = {
  outcome: Object.entries(OUTCOME_WORDS).map(([value, { label }]) => ({ value, label })),
  kind: [{ value: 'live' }, { value: 'simulator' }, { value: 'probe' }],
};

const NEW_ATTRIBUTE: AttributeFilter = { key: '', operator: '=', value: '' };

/** Which sessions count: one row for each filter that is set, and a menu to add another. */
export function FiltersEditor({ query, change, id, ...rest }: EditorProps) {
  const filters = query.filters ?? {};
  const set = (changed: StoredFilters): void => {
    const next = withoutAbsent({ ...filters, ...changed });
    change({ filters: Object.keys(next).length === 0 ? undefined : next });
  };
  const { attributes = [] } = filters;
  const setAttributes = (next: readonly AttributeFilter[]): void =>
    set({ attributes: next.length === 0 ? undefined : next });
  const unused = Object.entries(LABELS)
    .filter(([name]) => name === 'attributes' || filters[name as FilterName] === undefined)
    .map(([value, label]) => ({ value: value as FilterName, label }));

  return (
    <Stack direction="column" gap={0}>
      {LIST_FILTERS.map((name) => {
        const values = filters[name];
        return values === undefined ? null : (
          <Row key={name} label={LABELS[name]} onRemove={() => set({ [name]: undefined })}>
            <ValuesField
              id={`${id}-filter-${name}`}
              label={LABELS[name]}
              tooltip={HINTS[name]}
              of={name}
              choices={CHOICES[name]}
              values={values}
              onChange={(next) => set({ [name]: next })}
              {...rest}
            />
          </Row>
        );
      })}
      {filters.sessionId !== undefined && (
        <Row label={LABELS.sessionId} onRemove={() => set({ sessionId: undefined })}>
          <TextField
            id={`${id}-filter-session`}
            label={LABELS.sessionId}
            value={filters.sessionId}
            onChange={(sessionId) => set({ sessionId })}
          />
        </Row>
      )}
      {filters.hookError !== undefined && (
        <Row label={LABELS.hookError} onRemove={() => set({ hookError: undefined })}>
          <ChoiceField
            id={`${id}-filter-hook-error`}
            label={LABELS.hookError}
            value={String(filters.hookError)}
            choices={HOOK_ERRORS}
            onChange={(value) =>
              set({ hookError: value === undefined ? undefined : value === 'true' })
            }
          />
        </Row>
      )}
      {attributes.map((filter, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          key={index}
          label={`Attribute ${filter.key}`}
          onRemove={() => setAttributes(attributes.filter((_, at) => at !== index))}
        >
          <AttributeFilterRow
            id={`${id}-filter-attribute-${index}`}
            filter={filter}
            onChange={(next) => setAttributes(attributes.with(index, next))}
            {...rest}
          />
        </Row>
      ))}
      <InlineField label="Filter" labelWidth={14} htmlFor={`${id}-add-filter`}>
        <Combobox<FilterName>
          // A new one each time, so that it shows its placeholder again.
          key={unused.length + attributes.length}
          id={`${id}-add-filter`}
          width={24}
          options={unused}
          value={null}
          placeholder="Add a filter"
          onChange={({ value }) => set(startOf(value, attributes))}
        />
      </InlineField>
    </Stack>
  );
}

const HOOK_ERRORS: Option[] = [
  { value: 'true', label: 'With a failed hook' },
  { value: 'false', label: 'Without one' },
];

function startOf(name: FilterName, attributes: readonly AttributeFilter[]): StoredFilters {
  if (name === 'attributes') return { attributes: [...attributes, NEW_ATTRIBUTE] };
  if (name === 'hookError') return { hookError: true };
  if (name === 'sessionId') return { sessionId: '' };
  return { [name satisfies ListFilter]: [] };
}

function Row({
  label,
  onRemove,
  children,
}: {
  readonly label: string;
  readonly onRemove: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Stack direction="row" gap={0.5} alignItems="center">
      {children}
      <IconButton
        name="trash-alt"
        size="lg"
        tooltip={`Take out the filter: ${label}`}
        onClick={onRemove}
      />
    </Stack>
  );
}
