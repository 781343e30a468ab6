import { Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { SessionRow } from '../data/session-types.ts';
import { formatDateTime, formatTime, splitDateTime, type TimeFormat } from '../format/date.ts';
import { formatAgo } from '../format/duration.ts';
import { outcomeWords } from '../format/outcome-words.ts';
import { formatProvider } from '../format/provider.ts';
import { UNKNOWN } from '../format/unknown.ts';
import { CopyText } from './CopyText.tsx';
import type { Column } from './columns.ts';
import { FilterValue } from './FilterValue.tsx';
import { OutcomeMark } from './OutcomeMark.tsx';
import { Subscriber } from './Subscriber.tsx';
import { TimeSpent } from './TimeSpent.tsx';
import { getCellStyles } from './table-styles.ts';
import { type ValueFilter, valueFilterOf } from './value-filter.ts';

interface Props {
  readonly column: Column;
  readonly session: SessionRow;
  readonly timeZone: string;
  readonly timeFormat: TimeFormat;
  readonly onFilter: ((filter: ValueFilter) => void) | undefined;
}

/** What a session has in one column; a value that can be narrowed to does so when it is clicked. */
export function SessionCell({ column, session, timeZone, timeFormat, onFilter }: Props) {
  const styles = useStyles2(getCellStyles);
  const filter = valueFilterOf(column.id, session);
  const narrowable = (value: string, children: ReactNode): ReactNode => (
    <FilterValue
      name={column.name}
      value={value}
      onFilter={filter === undefined || onFilter === undefined ? undefined : () => onFilter(filter)}
    >
      {children}
    </FilterValue>
  );
  const unknown = <span className={styles.weak}>{UNKNOWN}</span>;

  switch (column.id) {
    case 'startedAt':
      return (
        <time
          dateTime={new Date(session.startedAt).toISOString()}
          title={formatDateTime(session.startedAt, timeZone)}
        >
          <Start ms={session.startedAt} timeZone={timeZone} format={timeFormat} />
        </time>
      );
    case 'sessionId':
      return <CopyText text={session.sessionId} what="session ID" />;
    case 'provider': {
      const name = formatProvider(session.provider);
      return narrowable(name, name);
    }
    case 'network':
      return narrowable(
        session.network === '' ? UNKNOWN : session.network,
        <>
          {session.network === '' ? unknown : session.network}
          {session.country !== '' && <span className={styles.weak}> {session.country}</span>}
        </>,
      );
    case 'serviceCode':
      return narrowable(
        session.serviceCode,
        <span title={session.serviceCode}>{session.serviceCode}</span>,
      );
    case 'msisdn':
      return (
        <span className={styles.subscriber}>
          <Subscriber session={session} />
          {filter !== undefined && onFilter !== undefined && (
            <FilterValue name="this subscriber" value="" onFilter={() => onFilter(filter)}>
              {null}
            </FilterValue>
          )}
        </span>
      );
    case 'timeSpentMs':
      return <TimeSpent session={session} />;
    case 'outcome':
      return (
        <span className={styles.outcome}>
          {narrowable(
            outcomeWords(session.outcome).label,
            <OutcomeMark outcome={session.outcome} source={session.outcomeSource} />,
          )}
          {session.hookErrors > 0 && (
            <Icon
              name="plug"
              className={styles.hookError}
              title={`${session.hookErrors} failed ${session.hookErrors === 1 ? 'hook' : 'hooks'}`}
            />
          )}
        </span>
      );
    default: {
      const value = (session as unknown as Record<string, unknown>)[column.id];
      const text = value === null || value === undefined ? '' : String(value);
      return text === '' ? (
        <span className={styles.weak}>–</span>
      ) : (
        narrowable(text, <span title={text}>{text}</span>)
      );
    }
  }
}

interface StartProps {
  readonly ms: number;
  readonly timeZone: string;
  readonly format: TimeFormat;
}

function Start({ ms, timeZone, format }: StartProps) {
  switch (format) {
    case 'time':
      return <>{formatTime(ms, timeZone)}</>;
    case 'ago':
      return <>{formatAgo(Date.now() - ms)}</>;
    case 'dateTime': {
      const [before, year, after] = splitDateTime(ms, timeZone);
      return (
        <>
          {before}
          {/* Not shown where the table is short of width (table-styles.ts). */}
          <span>{year}</span>
          {after}
        </>
      );
    }
  }
}
