import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatCount } from '../format/number.ts';
import type { Interval } from '../state/time-range.ts';
import { barTotal } from './describe-bar.ts';
import { type Bar, shareOf } from './layout-bars.ts';
import type { Traffic } from './traffic-series.ts';

interface Props {
  readonly traffic: Traffic;
  readonly index: number;
  readonly bar: Bar;
  readonly title: string;
  readonly span: Interval;
  readonly colors: ReadonlyMap<string, string>;
}

/** The numbers of one bar, beside it; its buttons say the same to a screen reader. */
export function TrafficTooltip({ traffic, index, bar, title, span, colors }: Props) {
  const styles = useStyles2(getStyles);
  const left = shareOf(bar.startMs, span);
  const right = shareOf(bar.endMs, span);
  const side =
    (left + right) / 2 < 0.5 ? { left: `${right * 100}%` } : { right: `${(1 - left) * 100}%` };
  return (
    <div className={styles.box} style={side} aria-hidden>
      <div className={styles.title}>{title}</div>
      {[...traffic.series].reverse().map((one) => (
        <div key={one.key} className={styles.row}>
          <span className={styles.swatch} style={{ background: colors.get(one.key) }} />
          <span className={styles.label}>{one.label}</span>
          <span className={styles.count}>{formatCount(one.counts[index] ?? 0)}</span>
        </div>
      ))}
      <div className={styles.total}>
        <span>All sessions</span>
        <span className={styles.count}>{formatCount(barTotal(traffic, index))}</span>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'absolute',
    top: 0,
    zIndex: theme.zIndex.tooltip,
    margin: theme.spacing(0, 1),
    padding: theme.spacing(1),
    minWidth: theme.spacing(22),
    background: theme.colors.background.elevated,
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
    pointerEvents: 'none',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(0.5) }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  swatch: css({
    flex: 'none',
    width: theme.spacing(1.5),
    height: theme.spacing(0.5),
    borderRadius: theme.shape.radius.pill,
  }),
  label: css({ flex: 1, color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  count: css({ fontVariantNumeric: 'tabular-nums', fontWeight: theme.typography.fontWeightMedium }),
  total: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginTop: theme.spacing(0.5),
    paddingTop: theme.spacing(0.5),
    borderTop: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
  }),
});
