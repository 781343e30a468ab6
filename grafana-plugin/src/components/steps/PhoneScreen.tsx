import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { StepRow } from '../data/session-types.ts';
import { explainMissingScreen, inputWords } from './explain-missing.ts';

interface Props {
  readonly step: StepRow;
  /** 1 for the first screen. */
  readonly number: number;
  /** Whether the session is open and this is the screen on the phone right now. */
  readonly isWaiting: boolean;
}

/** What the phone showed, and in its reply field what the user answered. */
export function PhoneScreen({ step, number, isWaiting }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <figure className={styles.phone} aria-label={`Screen ${number}`}>
      <div className={styles.speaker} aria-hidden />
      {step.screen === '' ? (
        <p className={styles.missing}>
          <Icon name="eye-slash" /> {explainMissingScreen(step)}
        </p>
      ) : (
        <div className={styles.screen}>{step.screen}</div>
      )}
      <div className={styles.reply} aria-hidden>
        <Reply step={step} isWaiting={isWaiting} />
      </div>
    </figure>
  );
}

function Reply({ step, isWaiting }: Pick<Props, 'step' | 'isWaiting'>) {
  const styles = useStyles2(getStyles);
  if (step.responseType === 'end') {
    return <span className={styles.described}>session ends</span>;
  }
  const input = inputWords(step);
  if (input.text === undefined) {
    return (
      <span className={styles.described}>{isWaiting ? 'waiting for the reply' : 'no reply'}</span>
    );
  }
  return <span className={input.isVerbatim ? styles.typed : styles.described}>{input.text}</span>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  phone: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    width: theme.spacing(30),
    maxWidth: '100%',
    margin: 0,
    padding: theme.spacing(0.75, 1.25, 1.25),
    border: `${theme.spacing(0.25)} solid ${theme.colors.border.strong}`,
    borderRadius: theme.spacing(2),
    background: theme.colors.background.primary,
  }),
  speaker: css({
    alignSelf: 'center',
    width: theme.spacing(4),
    height: theme.spacing(0.375),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.border.strong,
  }),
  screen: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.body.lineHeight,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    minHeight: theme.spacing(7),
  }),
  missing: css({
    margin: 0,
    minHeight: theme.spacing(7),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  reply: css({
    borderTop: `${theme.spacing(0.125)} solid ${theme.colors.border.medium}`,
    paddingTop: theme.spacing(0.75),
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  typed: css({
    '&::before': { content: '"› "', color: theme.colors.text.secondary },
  }),
  described: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
