import type { Target } from './ask.ts';
import type { Link } from './links.ts';
import { byType, type Override, property } from './overrides.ts';
import { DATASOURCE } from './variables.ts';

/** A panel without its place. */
export interface Panel {
  readonly type: string;
  readonly title: string;
  /** What the numbers mean: the reader's only definition inside Grafana. */
  readonly description: string;
  readonly targets: readonly Target[];
  readonly datasource: typeof DATASOURCE;
  readonly maxDataPoints?: number;
  readonly transformations?: readonly { readonly id: string; readonly options: object }[];
  readonly fieldConfig: {
    readonly defaults: Readonly<Record<string, unknown>>;
    readonly overrides: readonly Override[];
  };
  readonly options: Readonly<Record<string, unknown>>;
  readonly links?: readonly Link[];
}

/** What every kind of panel is made from. */
export interface Content {
  readonly title: string;
  readonly description: string;
  readonly targets: readonly Target[];
  readonly overrides?: readonly Override[];
  /** Shown in place of "No data"; `EMPTY` when absent. */
  readonly noValue?: string;
  readonly links?: readonly Link[];
  readonly transformations?: Panel['transformations'];
}

/**
 * What a panel says without data. Grafana says it of a failed question too, whose reason it shows only
 * at the title, so that the text may not claim that there is nothing.
 */
export const EMPTY =
  'No answer to draw. A red triangle at the title says what went wrong; without one no session fits: choose a longer time range or fewer filters.';

// Without these a tick or a line of a tooltip that has no value would say the panel's whole text.
const WITHOUT_VALUE: readonly Override[] = [
  byType('number', property('noValue', '–')),
  byType('string', property('noValue', '')),
];

/** Put together what all kinds of panels have. */
export function panel(
  type: string,
  { title, description, targets, overrides = [], noValue = EMPTY, links, transformations }: Content,
  defaults: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
): Panel {
  return {
    type,
    title,
    description,
    targets,
    datasource: DATASOURCE,
    ...(transformations && { transformations }),
    fieldConfig: {
      defaults: { noValue, ...defaults },
      overrides: [...WITHOUT_VALUE, ...overrides],
    },
    options,
    ...(links && { links }),
  };
}
