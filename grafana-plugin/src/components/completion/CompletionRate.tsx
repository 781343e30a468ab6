import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { CompletionRow } from '../data/session-types.ts';
import { formatCount, formatCountOf, formatShare } from '../format/number.ts';
import { Skeleton } from '../states/Skeleton.tsx';

interface Props {
  /** `undefined` while the first answer is on its way. */
  readonly completion: CompletionRow | undefined;
  readonly busy: boolean;
}

// Of fewer sessions the interval is most of the gauge, and is taken for the rate itself.
const GAUGE_FROM = 5;

/**
 * Completed of closed live sessions, with n, the 95 % Wilson interval and what is still open.
 *
 * Shows "–" for n = 0, never "0 %": nothing has been measured then.
 */
export function CompletionRate({ completion, busy }: Props) {
  const styles = useStyles2(getStyles);
  if (completion === undefined) {
    return (
      <div className={styles.box}>
        <Skeleton width={14} height={4} />
        <Skeleton width={36} height={2} />
      </div>
    );
  }
  const { rate, completed, closed, low, high, inProgress } = completion;
  const measured = rate !== null && closed > 0;
  return (
    <dl className={styles.box} aria-busy={busy} data-stale={busy}>
      <dt className={styles.name}>Completion rate</dt>
      <dd className={styles.rate}>{measured ? formatShare(rate) : '–'}</dd>
      <dd className={styles.detail}>
        {measured
          ? `${formatCount(completed)} of ${formatCountOf(closed, 'closed session')}`
          : inProgress > 0
            ? 'No session has closed yet'
            : 'No sessions to measure'}
      </dd>
      {measured && low !== null && high !== null && (
        <dd className={styles.detail}>
          {closed >= GAUGE_FROM && (
            <span className={styles.gauge} aria-hidden data-testid="rate-gauge">
              <span className={styles.reached} style={{ width: `${rate * 100}%` }} />
              <span
                className={styles.within}
                style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
              />
            </span>
          )}
          {`95 % interval ${formatShare(low)} – ${formatShare(high)}`}
        </dd>
      )}
      {(measured || inProgress > 0) && (
        <dd className={styles.detail}>
          {inProgress === 0 ? 'None in progress' : `${formatCount(inProgress)} still in progress`}
        </dd>
      )}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    minHeight: theme.spacing(5),
    '&[data-stale="true"]': { opacity: 0.6 },
  }),
  name: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    margin: 0,
  }),
  rate: css({ ...theme.typography.h2, fontVariantNumeric: 'tabular-nums', margin: 0 }),
  detail: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  gauge: css({
    position: 'relative',
    flex: 'none',
    width: theme.spacing(16),
    height: theme.spacing(1),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  reached: css({
    position: 'absolute',
    inset: 0,
    right: 'auto',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.success.main,
  }),
  // The interval as error bars are drawn: a thin line with a whisker at either end, never a filled
  // bar, which would read as the rate.
  within: css({
    position: 'absolute',
    top: theme.spacing(-0.25),
    bottom: theme.spacing(-0.25),
    minWidth: theme.spacing(0.25),
    borderInline: `${theme.spacing(0.25)} solid ${theme.colors.text.primary}`,
    '&::after': {
      content: '""',
      position: 'absolute',
      insetInline: 0,
      top: '50%',
      height: theme.spacing(0.125),
      background: theme.colors.text.primary,
    },
  }),
});
