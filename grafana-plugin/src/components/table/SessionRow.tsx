import { cx } from '@emotion/css';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { SessionRow as Row } from '../data/session-types.ts';
import { formatDateTime } from '../format/date.ts';
import { formatProvider } from '../format/provider.ts';
import { UNKNOWN } from '../format/unknown.ts';
import { CopyText } from './CopyText.tsx';
import { COLUMN_COUNT } from './columns.ts';
import { OutcomeMark } from './OutcomeMark.tsx';
import { Subscriber } from './Subscriber.tsx';
import { TimeSpent } from './TimeSpent.tsx';
import { roles } from './table-roles.ts';
import { getTableStyles } from './table-styles.ts';

interface Props {
  readonly session: Row;
  readonly timeZone: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** The drill-down, rendered below the row while it is open. */
  readonly children: ReactNode;
}

/** The id of a row's Steps button: where the focus goes after "Load more". */
export const stepsButtonId = (traceId: string): string => `steps-${traceId}`;

/** One session of the table, and its steps below it while they are open. */
export function SessionRow({ session, timeZone, isOpen, onToggle, children }: Props) {
  const styles = useStyles2(getTableStyles);
  const panelId = `panel-${session.traceId}`;
  return (
    <>
      <tr {...roles.row} className={cx(styles.row, isOpen && styles.rowOpen)}>
        <Cell label="Date" className={styles.oneLine}>
          <time dateTime={new Date(session.startedAt).toISOString()}>
            {formatDateTime(session.startedAt, timeZone)}
          </time>
        </Cell>
        <Cell label="Session ID" className={styles.sessionId}>
          <CopyText text={session.sessionId} what="session ID" />
        </Cell>
        <Cell label="Provider">{formatProvider(session.provider)}</Cell>
        <Cell label="Network">
          {session.network === '' ? (
            <span className={styles.weak}>{UNKNOWN}</span>
          ) : (
            session.network
          )}
          {session.country !== '' && <span className={styles.weak}> {session.country}</span>}
        </Cell>
        <Cell label="Service code" className={styles.oneLine}>
          <span title={session.serviceCode}>{session.serviceCode}</span>
        </Cell>
        <Cell label="MSISDN" className={styles.oneLine}>
          <Subscriber session={session} />
        </Cell>
        <Cell label="Time spent" className={styles.number}>
          <TimeSpent session={session} />
        </Cell>
        <Cell label="Completed">
          <span className={styles.outcome}>
            <OutcomeMark outcome={session.outcome} source={session.outcomeSource} />
            {session.hookErrors > 0 && (
              <Icon
                name="plug"
                className={styles.hookError}
                title={`${session.hookErrors} failed ${session.hookErrors === 1 ? 'hook' : 'hooks'}`}
              />
            )}
          </span>
        </Cell>
        <td {...roles.cell} className={styles.action}>
          <Button
            id={stepsButtonId(session.traceId)}
            variant="secondary"
            fill="outline"
            size="sm"
            icon={isOpen ? 'angle-up' : 'angle-down'}
            iconPlacement="right"
            aria-expanded={isOpen}
            aria-controls={isOpen ? panelId : undefined}
            aria-label={`Steps of session ${session.sessionId}`}
            onClick={onToggle}
          >
            Steps
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr {...roles.row} className={styles.detailRow}>
          <td
            {...roles.cell}
            id={panelId}
            colSpan={COLUMN_COUNT}
            className={styles.detail}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) {
                onToggle();
                document.getElementById(stepsButtonId(session.traceId))?.focus();
              }
            }}
          >
            {children}
          </td>
        </tr>
      )}
    </>
  );
}

interface CellProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

function Cell({ label, className, children }: CellProps) {
  const styles = useStyles2(getTableStyles);
  return (
    <td {...roles.cell} className={cx(styles.cell, className)}>
      {/* Seen only where the table is shown as cards, which have no header row. */}
      <span className={styles.cellLabel} aria-hidden>
        {label}
      </span>
      <span className={styles.cellValue}>{children}</span>
    </td>
  );
}
