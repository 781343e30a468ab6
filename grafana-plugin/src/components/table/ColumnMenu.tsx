import { Button, Dropdown } from '@grafana/ui';
import type { SessionsClient } from '../data/session-types.ts';
import { useAttributeKeys } from '../data/use-attribute-keys.ts';
import { FacetList, type FacetOption } from '../filters/FacetMenu.tsx';
import type { Interval } from '../state/time-range.ts';
import { attributeColumn, DEFAULT_COLUMNS, SESSION_COLUMNS, toggleColumn } from './columns.ts';

interface Props {
  readonly client: SessionsClient;
  readonly interval: Interval;
  readonly columns: readonly string[];
  readonly onColumns: (columns: readonly string[]) => void;
}

/** Which columns the table has: a session's own fields, and any attribute of its spans. */
export function ColumnMenu(props: Props) {
  return (
    <Dropdown
      placement="bottom-end"
      offset={[4, 0]}
      // Only now, so that nobody asks for keys whom nobody asked for the menu.
      overlay={() => <ColumnList {...props} />}
    >
      <Button variant="secondary" fill="outline" size="sm" icon="columns" aria-haspopup="dialog">
        Columns
      </Button>
    </Dropdown>
  );
}

const OWN: readonly FacetOption[] = SESSION_COLUMNS.map(({ id, name }) => ({
  value: id,
  label: name,
  sessions: undefined,
}));

function ColumnList({ client, interval, columns, onColumns }: Props) {
  const keys = useAttributeKeys(client, interval);
  const known = new Set(keys.map(({ key }) => attributeColumn(key)));
  const attributes: FacetOption[] = [
    ...keys.map(({ key, sessions }) => ({ value: attributeColumn(key), label: key, sessions })),
    // One that the store has no more can still be unticked.
    ...columns
      .filter((id) => id.startsWith(attributeColumn('')) && !known.has(id))
      .map((id) => ({ value: id, label: id.slice(attributeColumn('').length), sessions: 0 })),
  ];
  const isUsual = columns.join() === DEFAULT_COLUMNS.join();
  return (
    <FacetList
      name="Columns"
      options={[...OWN, ...attributes]}
      selected={columns}
      onToggle={(id, on) => onColumns(toggleColumn(columns, id, on))}
      footer={
        <Button
          variant="secondary"
          fill="text"
          size="sm"
          disabled={isUsual}
          onClick={() => onColumns(DEFAULT_COLUMNS)}
        >
          Usual columns
        </Button>
      }
    />
  );
}
