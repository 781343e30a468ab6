import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { Summary } from '../data/use-summary.ts';
import { formatCountOf } from '../format/number.ts';
import type { Stack } from '../state/url-state.ts';
import { Section } from '../states/Section.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { visuallyHidden } from '../states/visually-hidden.ts';
import { intervalWord } from './choose-interval.ts';
import type { Bar } from './layout-bars.ts';
import { PLOT_HEIGHT_UNITS, StackedBars } from './StackedBars.tsx';
import { seriesColors } from './series-colors.ts';
import { TrafficLegend } from './TrafficLegend.tsx';
import type { TrafficSeries } from './traffic-series.ts';

interface Props {
  /** `undefined` while the first answer is on its way. */
  readonly summary: Summary | undefined;
  readonly busy: boolean;
  readonly stack: Stack;
  readonly timeZone: string;
  readonly onStack: (stack: Stack) => void;
  readonly onBar: (bar: Bar) => void;
  readonly onSeries: (stack: Stack, series: TrafficSeries) => void;
}

const STACK_OPTIONS: { label: string; value: Stack }[] = [
  { label: 'Completed', value: 'completed' },
  { label: 'Network', value: 'network' },
  { label: 'Outcome', value: 'outcome' },
];

const NARROWEST_MS = 60_000;

/** Sessions over time, stacked; a click on a bar narrows the range, on a legend entry the filter. */
export function TrafficChart({ summary, busy, stack, timeZone, onStack, onBar, onSeries }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const colors = useMemo(() => {
    const keys = summary?.traffic.series.map((one) => one.key) ?? [];
    return seriesColors(keys, summary?.stack ?? 'completed', theme);
  }, [summary, theme]);

  const actions = (
    <div className={styles.stack}>
      <span aria-hidden className={styles.stackLabel}>
        Stack by
      </span>
      <RadioButtonGroup
        aria-label="Stack by"
        size="sm"
        options={STACK_OPTIONS}
        value={stack}
        onChange={onStack}
      />
    </div>
  );

  return (
    <Section title="Traffic" actions={actions} busy={busy}>
      {summary === undefined ? (
        <div className={styles.placeholder}>
          <Skeleton height={PLOT_HEIGHT_UNITS - 2} />
          <Skeleton width={40} height={1.5} />
        </div>
      ) : (
        <div className={busy ? styles.stale : undefined}>
          <p className={visuallyHidden}>
            {`Bar chart of ${formatCountOf(summary.traffic.total, 'session')}, one bar per ${intervalWord(summary.intervalMs)}: ${summary.traffic.series.map((one) => `${one.label} ${one.total}`).join(', ')}.`}
          </p>
          <StackedBars
            traffic={summary.traffic}
            interval={summary.interval}
            intervalMs={summary.intervalMs}
            timeZone={timeZone}
            colors={colors}
            onPick={summary.intervalMs > NARROWEST_MS ? onBar : undefined}
          />
          <TrafficLegend
            series={summary.traffic.series}
            colors={colors}
            onPick={(series) => onSeries(summary.stack, series)}
          />
        </div>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  stackLabel: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  stale: css({ opacity: 0.6 }),
  placeholder: css({
    // As tall as the plot and its legend, so that nothing moves when they come.
    height: theme.spacing(PLOT_HEIGHT_UNITS + 4),
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
  }),
});
