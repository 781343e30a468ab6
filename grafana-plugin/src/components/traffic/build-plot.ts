import type { GrafanaTheme2 } from '@grafana/data';
import {
  AxisPlacement,
  BarAlignment,
  DrawStyle,
  PointVisibility,
  ScaleDirection,
  ScaleOrientation,
  UPlotConfigBuilder,
} from '@grafana/ui';
import type { Interval } from '../state/time-range.ts';
import { axisLabel } from './axis-label.ts';
import type { Bar } from './layout-bars.ts';
import { type Traffic, toUpperEdges } from './traffic-series.ts';

const SCALE_Y = 'sessions';

interface PlotInput {
  readonly traffic: Traffic;
  readonly colors: ReadonlyMap<string, string>;
  readonly span: Interval;
  readonly timeZone: string;
  readonly theme: GrafanaTheme2;
}

/** Configures Grafana's plot for stacked bars: the tallest edge first, so the lower ones cover it. */
export function buildPlot({
  traffic,
  colors,
  span,
  timeZone,
  theme,
}: PlotInput): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone);
  builder.setCursor({ show: false });
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [span.fromMs, span.toMs],
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    grid: { show: false },
    values: (_plot, ticks, _axis, _space, tickMs) =>
      ticks.map((ms) => axisLabel(ms, tickMs, timeZone)),
  });
  // Room for the first and the last label, which are centred on the range's ends; without a series
  // there is no axis at the left that would give it.
  const unit = theme.spacing.gridSize;
  builder.setPadding([null, unit * 3, null, traffic.series.length === 0 ? unit * 3 : unit]);
  builder.addScale({
    scaleKey: SCALE_Y,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    softMin: 0,
    // Without a session the axis still says 0 to 1 instead of nothing.
    softMax: 1,
  });
  builder.addAxis({
    scaleKey: SCALE_Y,
    placement: AxisPlacement.Left,
    theme,
    decimals: 0,
    incrs: WHOLE_STEPS,
  });
  for (const one of [...traffic.series].reverse()) {
    builder.addSeries({
      scaleKey: SCALE_Y,
      theme,
      drawStyle: DrawStyle.Bars,
      barAlignment: BarAlignment.Center,
      barWidthFactor: 0.82,
      barMaxWidth: 80,
      lineColor: colors.get(one.key) ?? theme.colors.text.disabled,
      lineWidth: 0,
      fillOpacity: 100,
      showPoints: PointVisibility.Never,
    });
  }
  return builder;
}

// Sessions come in whole numbers, so the axis never counts in halves.
const WHOLE_STEPS = Array.from({ length: 9 }, (_, power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
).flat();

/** The plot's columns: bar centres, then the upper edges in the order of `buildPlot`'s series. */
export function plotData(traffic: Traffic, bars: readonly Bar[]): [number[], ...number[][]] {
  const centres = bars.map((bar) => (bar.startMs + bar.endMs) / 2);
  return [centres, ...toUpperEdges(traffic.series, bars.length).reverse()];
}
