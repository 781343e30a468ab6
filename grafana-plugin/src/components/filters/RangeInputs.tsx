import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import {
  type Interval,
  PRESET_WORDS,
  PRESETS,
  type Preset,
  type RangeChoice,
} from '../state/time-range.ts';
import { fromInputValue, toInputValue, utcOffsetText } from '../state/zoned-time.ts';

interface Props {
  readonly range: RangeChoice;
  /** What `range` stands for now. */
  readonly interval: Interval;
  readonly timeZone: string;
  readonly onChange: (range: RangeChoice) => void;
}

const MINUTE_MS = 60_000;

const PRESET_OPTIONS: { label: string; value: Preset }[] = PRESETS.map((value) => ({
  value,
  label: PRESET_WORDS[value],
}));

/** From and To, both inclusive to the minute, in the zone named below; and the usual ranges. */
export function RangeInputs({ range, interval, timeZone, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const offset = utcOffsetText(interval.fromMs, timeZone);
  const shown = {
    from: toInputValue(interval.fromMs, timeZone),
    to: toInputValue(interval.toMs - MINUTE_MS, timeZone),
  };

  // An emptied or reversed range is not asked for; the inputs show the last good one on blur.
  const change = (fromText: string, toText: string): void => {
    const fromMs = fromInputValue(fromText, timeZone);
    const toMs = fromInputValue(toText, timeZone);
    if (fromMs !== undefined && toMs !== undefined && fromMs <= toMs) {
      onChange({ fromMs, toMs: toMs + MINUTE_MS });
    }
  };

  return (
    <div className={styles.row}>
      <div className={styles.field}>
        <label htmlFor={`${id}-from`} className={styles.label}>
          From
        </label>
        <Input
          id={`${id}-from`}
          key={shown.from}
          type="datetime-local"
          defaultValue={shown.from}
          max={shown.to}
          onBlur={(event) => {
            if (event.currentTarget.value !== shown.from) {
              change(event.currentTarget.value, shown.to);
            }
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              change(event.currentTarget.value, shown.to);
            }
          }}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}-to`} className={styles.label}>
          To
        </label>
        <Input
          id={`${id}-to`}
          key={shown.to}
          type="datetime-local"
          defaultValue={shown.to}
          min={shown.from}
          onBlur={(event) => {
            if (event.currentTarget.value !== shown.to) {
              change(shown.from, event.currentTarget.value);
            }
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              change(shown.from, event.currentTarget.value);
            }
          }}
        />
      </div>
      <div className={styles.presets}>
        <span className={styles.label} title="Every time on this page is in this zone">
          {`Time zone: ${timeZone === offset ? timeZone : `${timeZone} (${offset})`}`}
        </span>
        <RadioButtonGroup
          aria-label="Range"
          className={styles.group}
          options={PRESET_OPTIONS}
          {...('preset' in range && { value: range.preset })}
          onChange={(preset) => onChange({ preset })}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1.5) }),
  field: css({
    flex: `0 1 ${theme.spacing(28)}`,
    minWidth: 0,
    [theme.breakpoints.down('sm')]: { flexBasis: '100%' },
  }),
  label: css({
    display: 'block',
    marginBottom: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  presets: css({ minWidth: 0, maxWidth: '100%' }),
  group: css({ flexWrap: 'wrap', height: 'auto', maxWidth: '100%' }),
});
