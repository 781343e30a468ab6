import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { SessionDetailRow } from '../data/session-types.ts';
import { type OutcomeKind, outcomeWords } from '../format/outcome-words.ts';
import { OutcomeMark } from '../table/OutcomeMark.tsx';
import { explainEnd } from './explain-end.ts';

interface Props {
  readonly session: SessionDetailRow;
  /** Name of the last hook that failed, if any did. */
  readonly failedHook: string | undefined;
}

/** Why the session ended, by whom and on whose evidence. */
export function EndReason({ session, failedHook }: Props) {
  const styles = useStyles2(getStyles, outcomeWords(session.outcome).kind);
  const { what, how } = explainEnd(session, failedHook);
  return (
    <section className={styles.box} aria-label="How it ended">
      <OutcomeMark outcome={session.outcome} source={session.outcomeSource} />
      <p className={styles.what}>{what}</p>
      <p className={styles.how}>{how}</p>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2, kind: OutcomeKind) => {
  const borders: Record<OutcomeKind, string> = {
    completed: theme.colors.success.main,
    declined: theme.colors.info.main,
    left: theme.colors.warning.main,
    fault: theme.colors.error.main,
    open: theme.colors.border.strong,
  };
  return {
    box: css({
      padding: theme.spacing(1, 1.5),
      borderLeft: `${theme.spacing(0.5)} solid ${borders[kind]}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.primary,
    }),
    what: css({ margin: theme.spacing(0.5, 0, 0), overflowWrap: 'anywhere' }),
    how: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  };
};
