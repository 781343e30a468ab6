import { cx } from '@emotion/css';
import { Button } from '@grafana/ui';
import type { KeyboardEvent, ReactNode } from 'react';
import type { SessionRow as Row } from '../data/session-types.ts';
import type { TimeFormat } from '../format/date.ts';
import type { Column } from './columns.ts';
import { SessionCell } from './SessionCell.tsx';
import { roles } from './table-roles.ts';
import type { TableStyles } from './table-styles.ts';
import type { ValueFilter } from './value-filter.ts';

interface Props {
  readonly session: Row;
  readonly columns: readonly Column[];
  readonly styles: TableStyles;
  readonly timeZone: string;
  readonly timeFormat: TimeFormat;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onFilter: ((filter: ValueFilter) => void) | undefined;
  /** Beside the Steps button. */
  readonly actions?: ReactNode;
  /** The drill-down, rendered below the row while it is open; none where it opens elsewhere. */
  readonly children: ReactNode;
}

/** The id of a row's Steps button: where the focus goes after "Load more". */
export const stepsButtonId = (traceId: string): string => `steps-${traceId}`;

const ONE_LINE = new Set(['serviceCode', 'msisdn', 'version']);

/** One session of the table, and its steps below it while they are open. */
export function SessionRow(props: Props) {
  const { session, columns, styles, timeZone, timeFormat, isOpen, onToggle, onFilter, children } =
    props;
  const panelId = `panel-${session.traceId}`;
  const hasPanel = isOpen && children !== null && children !== false;
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      onToggle();
      document.getElementById(stepsButtonId(session.traceId))?.focus();
    }
  };
  return (
    <>
      <tr {...roles.row} className={cx(styles.row, isOpen && styles.rowOpen)}>
        {columns.map((column) => (
          <td
            key={column.id}
            {...roles.cell}
            className={cx(
              styles.cell,
              column.isNumber === true && styles.number,
              ONE_LINE.has(column.id) && styles.oneLine,
              column.id === 'sessionId' && styles.sessionId,
            )}
          >
            {/* Seen only where the table is shown as cards, which have no header row. */}
            <span className={styles.cellLabel} aria-hidden>
              {column.name}
            </span>
            <span className={styles.cellValue}>
              <SessionCell {...{ column, session, timeZone, timeFormat, onFilter }} />
            </span>
          </td>
        ))}
        <td {...roles.cell} className={styles.action}>
          {props.actions}
          <Button
            id={stepsButtonId(session.traceId)}
            variant="secondary"
            fill="outline"
            size="sm"
            icon={isOpen ? 'angle-up' : 'angle-down'}
            iconPlacement="right"
            aria-expanded={isOpen}
            aria-controls={hasPanel ? panelId : undefined}
            aria-label={`Steps of session ${session.sessionId}`}
            onClick={onToggle}
            onKeyDown={hasPanel ? closeOnEscape : undefined}
          >
            Steps
          </Button>
        </td>
      </tr>
      {hasPanel && (
        <tr {...roles.row} className={styles.detailRow}>
          <td
            {...roles.cell}
            id={panelId}
            colSpan={columns.length + 1}
            className={styles.detail}
            onKeyDown={closeOnEscape}
          >
            {children}
          </td>
        </tr>
      )}
    </>
  );
}
