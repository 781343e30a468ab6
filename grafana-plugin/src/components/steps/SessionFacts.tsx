import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { SessionDetailRow } from '../data/session-types.ts';
import { formatDateTime } from '../format/date.ts';
import { TimeSpent } from '../table/TimeSpent.tsx';

interface Props {
  readonly session: SessionDetailRow;
  readonly timeZone: string;
}

/** What handled the session, and when; the deployment version first. */
export function SessionFacts({ session, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const facts: (readonly [string, ReactNode])[] = [
    [
      'Deployment version',
      <b key="version">{session.version === '' ? 'not set' : session.version}</b>,
    ],
    ['Service', session.serviceName],
    ['Environment', session.environment],
    ['Flow', session.flow],
    ['Goal', session.goals],
    ['Started', formatDateTime(session.startedAt, timeZone)],
    ['Time spent', <TimeSpent key="time" session={session} />],
    ['Requests', String(session.hopCount)],
    ['Provider’s status', session.reportStatus],
    ['Cost', session.reportCost],
    ['Captured at', session.capture],
  ];
  return (
    <dl className={styles.list}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4), margin: 0 }),
  fact: css({ minWidth: 0 }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  value: css({
    margin: 0,
    overflowWrap: 'anywhere',
    fontVariantNumeric: 'tabular-nums',
    '& b': { fontWeight: theme.typography.fontWeightMedium },
  }),
});
