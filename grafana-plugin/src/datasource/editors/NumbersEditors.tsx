import { ChoiceField } from './ChoiceField.tsx';
import { BUSIEST_BY, DIMENSIONS, FORMS, HOOK_NUMBERS, RATES, STACKS } from './choices.ts';
import type { EditorProps, Option } from './editor-props.ts';
import { LimitField } from './LimitField.tsx';
import { ValuesField } from './ValuesField.tsx';

/** Sessions by interval, or their number. */
export function TrafficEditor({ query, change, id, variables, isForAlert }: EditorProps) {
  return (
    <>
      <ChoiceField
        id={`${id}-stack`}
        label="Stacked by"
        value={query.stackBy}
        usual="Completed or not"
        choices={STACKS}
        variables={variables}
        onChange={(stackBy) => change({ stackBy })}
      />
      <FormField {...{ query, change, id, isForAlert }} usual="Over time" forms={FORMS.traffic} />
    </>
  );
}

/** Completed of closed sessions. */
export function CompletionEditor({ query, change, id, variables, isForAlert }: EditorProps) {
  return (
    <>
      <ChoiceField
        id={`${id}-by`}
        label="By"
        value={query.by}
        usual="All together"
        choices={DIMENSIONS}
        variables={variables}
        onChange={(by) => change({ by })}
      />
      <FormField {...{ query, change, id, isForAlert }} forms={FORMS.completion} />
      <MeasureField {...{ query, change, id, variables }} usual="Completion rate" numbers={RATES} />
    </>
  );
}

/** Calls that steps make to other services. */
export function HooksEditor(props: EditorProps) {
  const { query, change, id, suggest, variables, isForAlert } = props;
  return (
    <>
      <FormField {...{ query, change, id, isForAlert }} forms={FORMS.hooks} />
      <MeasureField
        {...{ query, change, id, variables }}
        usual="Share of errors"
        numbers={HOOK_NUMBERS}
      />
      <ValuesField
        id={`${id}-name`}
        label="Hooks"
        of="hook"
        values={query.name ?? []}
        suggest={suggest}
        variables={variables}
        onChange={(name) => change({ name: name.length === 0 ? undefined : name })}
      />
      <LimitField {...props} />
    </>
  );
}

/** When most sessions are. */
export function BusiestEditor(props: EditorProps) {
  const { query, change, id, variables } = props;
  return (
    <>
      <ChoiceField
        id={`${id}-by`}
        label="By"
        value={query.by}
        usual="Hour of the day"
        choices={BUSIEST_BY}
        variables={variables}
        onChange={(by) => change({ by })}
      />
      {query.by === 'day' && <LimitField {...props} />}
    </>
  );
}

type Common = Pick<EditorProps, 'query' | 'change' | 'id'>;

function FormField({
  query,
  change,
  id,
  isForAlert,
  forms,
  usual = 'Table',
}: Common &
  Pick<EditorProps, 'isForAlert'> & {
    readonly forms: readonly Option[];
    readonly usual?: string;
  }) {
  return (
    <ChoiceField
      id={`${id}-form`}
      label="Form"
      value={query.form}
      usual={usual}
      // A table has several numbers in a row, which alert rules refuse.
      choices={forms.filter(({ value }) => !isForAlert || value !== 'table')}
      onChange={(form) => change({ form })}
    />
  );
}

// A table has all numbers.
function MeasureField({
  query,
  change,
  id,
  variables,
  numbers,
  usual,
}: Common &
  Pick<EditorProps, 'variables'> & {
    readonly numbers: readonly Option[];
    readonly usual: string;
  }) {
  if (query.form === undefined || query.form === 'table') return null;
  return (
    <ChoiceField
      id={`${id}-measure`}
      label="Number"
      value={query.measure}
      usual={usual}
      choices={numbers}
      variables={variables}
      onChange={(measure) => change({ measure })}
    />
  );
}
