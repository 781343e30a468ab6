import type { GraphFieldConfig } from '@grafana/schema';
import { type Content, type Panel, panel } from './panel.ts';

// The enums of @grafana/schema are values, and its package needs a bundler: their texts are written out.
type Graph = { readonly [Key in keyof GraphFieldConfig]?: unknown };

interface Axis {
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
}

type Label = 'network' | 'hook';

const namedBy = (label: Label | undefined) =>
  label === undefined ? {} : { displayName: `\${__field.labels.${label}}` };

const COUNTS: Axis = { unit: 'locale', min: 0, decimals: 0 };

// Grafana rounds a bucket's width: a day has hours then, a week six hours, a month days. A point has to
// hold enough sessions for its rate to mean something.
const BUCKETS_MAX = 30;

const legend = (calcs: readonly string[] = []) => ({
  showLegend: true,
  displayMode: 'list',
  placement: 'bottom',
  calcs,
});

/**
 * Counts by time, one bar upon the other.
 *
 * @param label whose value names a series; Grafana would say it twice, as name and as label.
 */
export function stackedBars(content: Content, label: Label): Panel {
  const custom: Graph = {
    drawStyle: 'bars',
    stacking: { mode: 'normal', group: 'A' },
    fillOpacity: 85,
    lineWidth: 0,
    // A bucket is named by its beginning.
    barAlignment: 1,
    barWidthFactor: 0.85,
  };
  return {
    ...panel(
      'timeseries',
      content,
      {
        ...COUNTS,
        ...namedBy(label),
        color: { mode: label === 'network' ? 'palette-classic-by-name' : 'palette-classic' },
        custom,
      },
      {
        legend: legend(['sum']),
        tooltip: { mode: 'multi', sort: 'desc', hideZeros: true },
      },
    ),
    maxDataPoints: BUCKETS_MAX,
  };
}

/** Lines by time, named by a label's value where they have one. */
export function lines(content: Content, axis: Axis, label?: Label): Panel {
  const custom: Graph = {
    drawStyle: 'line',
    lineWidth: 2,
    fillOpacity: 0,
    showPoints: 'auto',
    pointSize: 4,
    lineInterpolation: 'linear',
    // A night without a call is no reason to break a line, a day without one is.
    spanNulls: 86_400_000,
  };
  return {
    ...panel(
      'timeseries',
      content,
      { ...axis, ...namedBy(label), color: { mode: 'palette-classic' }, custom },
      { legend: legend(), tooltip: { mode: 'multi', sort: 'desc' } },
    ),
    maxDataPoints: BUCKETS_MAX,
  };
}

interface BarChoice {
  /** The field with the names. */
  readonly name: string;
  /** The field with the counts. */
  readonly value: string;
  /** Which way the bars go: long names want to stand beside them. */
  readonly orientation?: 'vertical' | 'horizontal';
}

/** One bar a name, as long as its count. */
export function bars(
  content: Content,
  { name, value, orientation = 'vertical' }: BarChoice,
): Panel {
  return panel(
    'barchart',
    {
      ...content,
      transformations: [
        { id: 'filterFieldsByName', options: { include: { names: [name, value] } } },
      ],
    },
    {
      ...COUNTS,
      color: { mode: 'fixed', fixedColor: 'blue' },
      custom: { fillOpacity: 85, lineWidth: 0 },
    },
    {
      xField: name,
      orientation,
      barWidth: 0.85,
      showValue: 'never',
      xTickLabelSpacing: 50,
      legend: { ...legend(), showLegend: false },
      tooltip: { mode: 'single', sort: 'none' },
    },
  );
}
