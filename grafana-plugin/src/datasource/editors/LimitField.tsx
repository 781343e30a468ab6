import { QUERY_TYPES } from '../query-types.ts';
import type { EditorProps } from './editor-props.ts';
import { TextField } from './TextField.tsx';

/** How many rows: a number or a variable; empty is the usual number. */
export function LimitField({ query, change, id }: EditorProps) {
  const bounds = query.queryType === undefined ? undefined : QUERY_TYPES[query.queryType].limit;
  if (bounds === undefined) return null;
  return (
    <TextField
      id={`${id}-limit`}
      label="Limit"
      tooltip={`${bounds.of}, ${bounds.max} at most.`}
      width={12}
      value={query.limit === undefined ? '' : String(query.limit)}
      placeholder={String(bounds.usual)}
      onChange={(text) =>
        change({
          limit: text === '' ? undefined : Number.isNaN(Number(text)) ? text : Number(text),
        })
      }
    />
  );
}
