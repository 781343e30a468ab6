import { type Field, type Frame, field, frame } from './frame.ts';

const ALERT = { type: 'numeric-long', typeVersion: [0, 1] } as const;
const OVER_TIME = { type: 'timeseries-wide', typeVersion: [0, 1] } as const;

/** A number with what it is of. */
export interface LabelledNumber {
  readonly label: string;
  readonly value: number | null;
}

/**
 * One number a row beside one label: what alert rules take as one alert a row. A frame with two
 * numbers would be refused, so a second one is a second query; what has no value has no row, which
 * is "no data" to a rule.
 *
 * @param label the label's name; without one, one row without a label.
 */
export function alertFrame(
  name: string,
  refId: string,
  label: string | undefined,
  measure: string,
  rows: readonly LabelledNumber[],
): Frame {
  const known = rows.filter((row) => row.value !== null);
  const values = field(
    measure,
    'number',
    known.map((row) => row.value),
  );
  const labels: Field[] =
    label === undefined
      ? []
      : [
          field(
            label,
            'string',
            known.map((row) => row.label),
          ),
        ];
  return frame(name, refId, [...labels, values], ALERT);
}

/** A number over time, for one value of the label. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | null)[];
}

/** Series over the same buckets. */
export function timeFrame(
  name: string,
  refId: string,
  starts: readonly number[],
  intervalMs: number,
  series: readonly Series[],
): Frame {
  const fields = series.map(({ name: one, labels, values }) =>
    field(one, 'number', values, {
      labels,
      // Grafana would write "MTN MTN": the field's name and its label.
      config: { displayNameFromDS: one === '' ? 'unknown' : one },
      ...(values.includes(null) ? { nullable: true } : {}),
    }),
  );
  return frame(name, refId, [field('time', 'time', starts), ...fields], {
    ...OVER_TIME,
    custom: { intervalMs },
  });
}
