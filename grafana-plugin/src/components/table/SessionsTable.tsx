import { cx } from '@emotion/css';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { type ReactNode, type RefObject, useEffect, useMemo, useState } from 'react';
import type { SessionRow as Row } from '../data/session-types.ts';
import { isScrolledPast } from '../data/use-reading.ts';
import type { SessionListState } from '../data/use-session-list.ts';
import type { TimeFormat } from '../format/date.ts';
import { formatCount, formatCountOf } from '../format/number.ts';
import { FailureNote } from '../states/FailureNote.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { visuallyHidden } from '../states/visually-hidden.ts';
import {
  actionUnits,
  columnWidths,
  fitStart,
  tableUnitsMin,
  toColumns,
  yearUnitsMin,
} from './columns.ts';
import { SessionRow, stepsButtonId } from './SessionRow.tsx';
import { roles } from './table-roles.ts';
import { getTableStyles, type TableStyles } from './table-styles.ts';
import type { ValueFilter } from './value-filter.ts';

interface Props {
  readonly state: SessionListState;
  /** Their ids, in order. */
  readonly columns: readonly string[];
  readonly timeZone: string;
  readonly timeFormat?: TimeFormat;
  /** What tells whether the rows are read. */
  readonly listRef: RefObject<HTMLDivElement>;
  /** Height of what covers the top of the page, as Grafana's own header does. */
  readonly coveredPx?: number;
  /** Trace id of the session whose steps are open. */
  readonly open: string | undefined;
  readonly onToggle: (traceId: string) => void;
  readonly onFilter?: (filter: ValueFilter) => void;
  /** Further actions of a row. */
  readonly renderActions?: (session: Row) => ReactNode;
  /** The drill-down below an open row; none where it opens elsewhere. */
  readonly renderSteps?: (traceId: string, session: Row) => ReactNode;
}

const SKELETON_ROWS = 8;

/** The sessions, newest first; new ones wait above, older ones are loaded below. */
export function SessionsTable(props: Props) {
  const { state, timeZone, listRef, coveredPx = 0, open, onToggle, onFilter, renderSteps } = props;
  const { timeFormat = 'dateTime' } = props;
  const columns = useMemo(
    () => toColumns(props.columns).map((column) => fitStart(column, timeFormat)),
    [props.columns, timeFormat],
  );
  const theme = useTheme2();
  const lastUnits = actionUnits(props.renderActions !== undefined);
  const styles = useStyles2(
    getTableStyles,
    tableUnitsMin(columns, lastUnits),
    yearUnitsMin(columns, lastUnits),
    coveredPx,
  );
  const widths = columnWidths(columns, lastUnits, (units) => theme.spacing(units));
  const [focusOn, setFocusOn] = useState<string>();
  const [said, setSaid] = useState('');
  const { list } = state;

  // After the new rows are in the document, not before.
  useEffect(() => {
    if (focusOn !== undefined) {
      document.getElementById(stepsButtonId(focusOn))?.focus();
      setFocusOn(undefined);
    }
  }, [focusOn]);

  const loadMore = async (): Promise<void> => {
    setSaid('Loading more sessions');
    const first = await state.loadMore();
    setSaid(first === undefined ? 'No further sessions' : 'More sessions loaded');
    setFocusOn(first);
  };

  const showNew = (): void => {
    state.showNew();
    const top = listRef.current;
    if (top !== null && isScrolledPast(top)) {
      top.scrollIntoView({ block: 'start' });
    }
  };

  const waiting = list?.waiting.length ?? 0;
  return (
    <div ref={listRef} className={styles.container} style={{ scrollMarginTop: coveredPx }}>
      <p className={visuallyHidden} role="status">
        {said}
        {list !== undefined &&
          said !== '' &&
          `. ${formatCountOf(list.rows.length, 'session')} shown`}
      </p>
      {waiting > 0 && (
        <div className={styles.newBar} style={{ top: coveredPx }}>
          <NewButton waiting={waiting} isCut={list?.gap === true} onClick={showNew} />
        </div>
      )}
      <table
        {...roles.table}
        aria-label="Sessions"
        aria-busy={!state.isCurrent}
        className={styles.table}
      >
        <thead {...roles.rowgroup} className={styles.head}>
          <tr {...roles.row}>
            {columns.map(({ id, name, isNumber }, position) => (
              <th
                key={id}
                {...roles.columnheader}
                scope="col"
                title={name}
                style={{ width: widths[position], top: coveredPx }}
                className={cx(styles.headCell, isNumber === true && styles.headNumber)}
              >
                {name}
              </th>
            ))}
            <th
              {...roles.columnheader}
              scope="col"
              className={styles.headCell}
              style={{ width: theme.spacing(lastUnits), top: coveredPx }}
            >
              <span className={visuallyHidden}>Steps</span>
            </th>
          </tr>
        </thead>
        <tbody {...roles.rowgroup} className={cx(styles.body, !state.isCurrent && styles.stale)}>
          {list === undefined && <SkeletonRows styles={styles} columns={columns.length + 1} />}
          {list?.rows.map((session) => (
            <SessionRow
              key={session.traceId}
              session={session}
              columns={columns}
              styles={styles}
              timeZone={timeZone}
              timeFormat={timeFormat}
              isOpen={open === session.traceId}
              onToggle={() => onToggle(session.traceId)}
              onFilter={onFilter}
              actions={props.renderActions?.(session)}
            >
              {open === session.traceId &&
                renderSteps !== undefined &&
                renderSteps(session.traceId, session)}
            </SessionRow>
          ))}
        </tbody>
      </table>
      {list !== undefined && list.rows.length > 0 && (
        <div className={styles.footer}>
          <span>{`${formatCount(list.rows.length)} shown`}</span>
          {list.next === undefined ? (
            <span>No older sessions in this range</span>
          ) : (
            <Button
              variant="secondary"
              icon={state.more === 'loading' ? 'sync' : 'arrow-down'}
              aria-disabled={state.more === 'loading'}
              onClick={loadMore}
            >
              Load more
            </Button>
          )}
        </div>
      )}
      {state.moreFailure !== undefined && (
        <FailureNote failure={state.moreFailure} onRetry={loadMore} />
      )}
    </div>
  );
}

interface NewButtonProps {
  readonly waiting: number;
  /** Whether there are more than were counted. */
  readonly isCut: boolean;
  readonly onClick: () => void;
}

/** Brings in what waits; as short as the cell that it stands in. */
function NewButton({ waiting, isCut, onClick }: NewButtonProps) {
  const words = `${formatCountOf(waiting, 'new session')}${isCut ? ' or more' : ''}`;
  return (
    <Button
      variant="primary"
      size="sm"
      icon="arrow-up"
      tooltip={words}
      aria-label={words}
      onClick={onClick}
    >
      {`${formatCount(waiting)}${isCut ? '+' : ''} new`}
    </Button>
  );
}

function SkeletonRows({ styles, columns }: { styles: TableStyles; columns: number }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} {...roles.row} className={styles.row}>
      <td {...roles.cell} colSpan={columns} className={styles.skeletonCell}>
        <Skeleton />
      </td>
    </tr>
  ));
}
