import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { SessionDetail } from '../data/read-results.ts';
import type { SessionRow, SessionsClient } from '../data/session-types.ts';
import { useSessionDetail } from '../data/use-session-detail.ts';
import { useTick } from '../data/use-tick.ts';
import { FailureNote } from '../states/FailureNote.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { EndReason } from './EndReason.tsx';
import { explainDialled } from './explain-dialled.ts';
import { isHookFailed } from './hook-failed.ts';
import { SessionFacts } from './SessionFacts.tsx';
import { StepCard } from './StepCard.tsx';

interface Props {
  readonly client: SessionsClient;
  readonly traceId: string;
  readonly timeZone: string;
  readonly pollMs: number;
  /** The session as the list beside shows it. */
  readonly row?: SessionRow | undefined;
}

/** The drill-down of one session; follows it, also past its end: the provider's report comes later. */
export function SessionSteps({ client, traceId, timeZone, pollMs, row }: Props) {
  const styles = useStyles2(getStyles);
  const tick = useTick(pollMs);
  // What the list has heard of is not waited for: else a session would be over above and go on below.
  const heard = row === undefined ? '' : `${row.outcome} ${row.stepCount} ${row.timeSpentMs}`;
  const answer = useSessionDetail(client, traceId, `${tick} ${heard}`);
  const detail = answer.data?.detail;
  if (answer.failure !== undefined && detail === undefined) {
    return (
      <div className={styles.box}>
        <FailureNote failure={answer.failure} onRetry={answer.retry} />
      </div>
    );
  }
  if (answer.data === undefined) {
    return (
      <div className={styles.box} role="status" aria-label="Loading the steps">
        <Skeleton width={60} />
        <Skeleton height={6} />
        <Skeleton width={30} height={14} />
      </div>
    );
  }
  if (detail === undefined) {
    return (
      <p className={styles.box}>
        The store holds no session with this id. It may be older than what is kept, or the link is
        incomplete.
      </p>
    );
  }
  return <StepHistory detail={detail} timeZone={timeZone} />;
}

interface HistoryProps {
  readonly detail: SessionDetail;
  readonly timeZone: string;
}

/** Facts, the reason of the end, then every screen in order. */
export function StepHistory({ detail, timeZone }: HistoryProps) {
  const styles = useStyles2(getStyles);
  const { session, steps, hooks } = detail;
  const dialled = explainDialled(session);
  const failed = hooks.findLast(isHookFailed);
  const failedName =
    failed === undefined ? undefined : failed.name === '' ? failed.url : failed.name;
  return (
    <div className={styles.box}>
      <SessionFacts session={session} timeZone={timeZone} />
      <EndReason session={session} failedHook={failedName} />
      {dialled !== undefined && (
        <p className={styles.dialled}>
          <Icon name="arrow-right" /> {dialled}
        </p>
      )}
      <ol className={styles.steps} aria-label="Steps">
        {steps.map((step, position) => (
          <StepCard
            key={`${step.index} ${step.shownAt}`}
            step={step}
            hooks={hooks.filter((hook) => hook.stepIndex === step.index)}
            number={position + 1}
            isWaiting={session.outcome === 'in_progress' && position === steps.length - 1}
            timeZone={timeZone}
            sessionVersion={session.version}
          />
        ))}
      </ol>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    margin: 0,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  dialled: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  steps: css({ listStyle: 'none', margin: 0, padding: 0, minWidth: 0 }),
});
