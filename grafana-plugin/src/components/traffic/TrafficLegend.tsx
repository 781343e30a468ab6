import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatCount } from '../format/number.ts';
import type { TrafficSeries } from './traffic-series.ts';

interface Props {
  readonly series: readonly TrafficSeries[];
  readonly colors: ReadonlyMap<string, string>;
  /** Narrows the page to one series. */
  readonly onPick: (series: TrafficSeries) => void;
}

/** What the colours mean, with each one's total; a click narrows the page to it. */
export function TrafficLegend({ series, colors, onPick }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label="Legend">
      {series.map((one) => (
        <li key={one.key}>
          <button
            type="button"
            className={styles.item}
            onClick={() => onPick(one)}
            title={`Show only: ${one.label}`}
          >
            <span className={styles.swatch} style={{ background: colors.get(one.key) }} />
            {one.label}
            <span className={styles.count}>{formatCount(one.total)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexWrap: 'wrap',
    listStyle: 'none',
    gap: theme.spacing(0, 1),
    minHeight: theme.spacing(3.5),
    margin: theme.spacing(0.5, 0, 0, -0.5),
  }),
  item: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    padding: theme.spacing(0.25, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
  }),
  swatch: css({
    width: theme.spacing(1.5),
    height: theme.spacing(0.5),
    borderRadius: theme.shape.radius.pill,
  }),
  count: css({
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
});
