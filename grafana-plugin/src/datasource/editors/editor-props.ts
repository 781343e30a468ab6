import type { ComboboxOption } from '@grafana/ui';
import type { HopscopeQuery } from '../query.ts';
import { VALUE_FIELDS } from '../read-values.ts';

export type Option = ComboboxOption<string>;

/** Finds values that begin with what is typed; of a field or an attribute. */
export type Suggest = (of: string, typed: string) => Promise<Option[]>;

/** What the editor of one query type is given. */
export interface EditorProps {
  readonly query: HopscopeQuery;
  /** Changes these fields, takes out those that are `undefined`, and asks again. */
  readonly change: (fields: Partial<HopscopeQuery>) => void;
  readonly suggest: Suggest;
  /** The dashboard's variables, such as `$network`. */
  readonly variables: readonly Option[];
  /** Unique on the page: ids of inputs begin with it. */
  readonly id: string;
  readonly isForAlert: boolean;
}

/** The fields whose values can be asked for. */
export const FIELD_CHOICES: readonly Option[] = Object.entries(VALUE_FIELDS).map(
  ([value, label]) => ({ value, label }),
);
