import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { type ComponentProps, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Interval } from '../state/time-range.ts';
import { useSize } from '../use-size.ts';
import { BarButtons } from './BarButtons.tsx';
import { buildPlot, plotData } from './build-plot.ts';
import { barTitle } from './describe-bar.ts';
import { axisSpan, type Bar, toBars } from './layout-bars.ts';
import { TrafficTooltip } from './TrafficTooltip.tsx';
import type { Traffic } from './traffic-series.ts';

interface Props {
  readonly traffic: Traffic;
  readonly interval: Interval;
  readonly intervalMs: number;
  readonly timeZone: string;
  readonly colors: ReadonlyMap<string, string>;
  readonly onPick: ((bar: Bar) => void) | undefined;
}

// In units of the theme's spacing; the plot needs a number of pixels.
export const PLOT_HEIGHT_UNITS = 24;

type PlotProps = ComponentProps<typeof UPlotChart>;

/** Stacked bars on Grafana's own plot, with a button over each bar. */
export function StackedBars({ traffic, interval, intervalMs, timeZone, colors, onPick }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);
  const width = useSize(box, 'width');
  const [over, setOver] = useState<HTMLElement>();
  const [active, setActive] = useState<number>();

  const bars = useMemo(
    () => toBars(traffic.starts, intervalMs, timeZone),
    [traffic, intervalMs, timeZone],
  );
  const span = useMemo(() => axisSpan(interval, bars), [interval, bars]);
  const titles = useMemo(
    () => bars.map((bar) => barTitle(bar, intervalMs, timeZone)),
    [bars, intervalMs, timeZone],
  );
  const config = useMemo(
    () => buildPlot({ traffic, colors, span, timeZone, theme }),
    [traffic, colors, span, timeZone, theme],
  );
  const data = useMemo(() => plotData(traffic, bars) as PlotProps['data'], [traffic, bars]);
  const activeBar = active === undefined ? undefined : bars[active];

  return (
    <div ref={box} className={styles.box}>
      {width > 0 && (
        <UPlotChart
          config={config}
          data={data}
          width={width}
          height={PLOT_HEIGHT_UNITS * theme.spacing.gridSize}
          plotRef={(plot) => setOver(plot.over)}
        />
      )}
      {over !== undefined &&
        createPortal(
          <>
            <BarButtons {...{ traffic, bars, titles, span, active, onPick }} onActive={setActive} />
            {active !== undefined && activeBar !== undefined && (
              <TrafficTooltip
                {...{ traffic, span, colors }}
                index={active}
                bar={activeBar}
                title={titles[active] ?? ''}
              />
            )}
          </>,
          over,
        )}
      {traffic.total === 0 && <p className={styles.nothing}>No sessions in this range</p>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ position: 'relative', height: theme.spacing(PLOT_HEIGHT_UNITS), minWidth: 0 }),
  nothing: css({
    position: 'absolute',
    inset: 0,
    display: 'grid',
    placeItems: 'center',
    margin: 0,
    color: theme.colors.text.secondary,
    pointerEvents: 'none',
  }),
});
