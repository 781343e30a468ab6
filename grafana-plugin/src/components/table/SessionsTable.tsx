import { cx } from '@emotion/css';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { type ReactNode, useEffect, useState } from 'react';
import type { SessionListState } from '../data/use-session-list.ts';
import { formatCount, formatCountOf } from '../format/number.ts';
import { FailureNote } from '../states/FailureNote.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { visuallyHidden } from '../states/visually-hidden.ts';
import { COLUMN_COUNT, COLUMNS } from './columns.ts';
import { SessionRow, stepsButtonId } from './SessionRow.tsx';
import { roles } from './table-roles.ts';
import { getTableStyles } from './table-styles.ts';

interface Props {
  readonly state: SessionListState;
  readonly timeZone: string;
  /** Trace id of the session whose steps are open. */
  readonly open: string | undefined;
  readonly onToggle: (traceId: string) => void;
  readonly renderSteps: (traceId: string) => ReactNode;
}

const SKELETON_ROWS = 8;

/** The sessions, newest first; new ones wait above, older ones are loaded below. */
export function SessionsTable({ state, timeZone, open, onToggle, renderSteps }: Props) {
  const styles = useStyles2(getTableStyles);
  const theme = useTheme2();
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

  const waiting = list?.waiting.length ?? 0;
  return (
    <div className={styles.container}>
      <p className={visuallyHidden} role="status">
        {said}
        {list !== undefined &&
          said !== '' &&
          `. ${formatCountOf(list.rows.length, 'session')} shown`}
      </p>
      {waiting > 0 && (
        <div className={styles.newBar}>
          <Button variant="primary" size="sm" icon="arrow-up" onClick={state.showNew}>
            {`${formatCountOf(waiting, 'new session')}${list?.gap === true ? ' or more' : ''}`}
          </Button>
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
            {COLUMNS.map(({ name, fixed, share }) => (
              <th
                key={name}
                {...roles.columnheader}
                scope="col"
                style={{ width: fixed === undefined ? `${share}%` : theme.spacing(fixed) }}
                className={cx(styles.headCell, name === 'Time spent' && styles.headNumber)}
              >
                {name}
              </th>
            ))}
            <th
              {...roles.columnheader}
              scope="col"
              className={cx(styles.headCell, styles.headSteps)}
            >
              <span className={visuallyHidden}>Steps</span>
            </th>
          </tr>
        </thead>
        <tbody {...roles.rowgroup} className={state.isCurrent ? undefined : styles.stale}>
          {list === undefined && <SkeletonRows />}
          {list?.rows.map((session) => (
            <SessionRow
              key={session.traceId}
              session={session}
              timeZone={timeZone}
              isOpen={open === session.traceId}
              onToggle={() => onToggle(session.traceId)}
            >
              {open === session.traceId && renderSteps(session.traceId)}
            </SessionRow>
          ))}
        </tbody>
      </table>
      {list !== undefined && list.rows.length > 0 && (
        <div className={styles.footer}>
          <span>{`${formatCount(list.rows.length)} shown`}</span>
          {list.nextCursor === undefined ? (
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

function SkeletonRows() {
  const styles = useStyles2(getTableStyles);
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} {...roles.row} className={styles.row}>
      <td {...roles.cell} colSpan={COLUMN_COUNT} className={styles.skeletonCell}>
        <Skeleton />
      </td>
    </tr>
  ));
}
