import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { formatMinute } from '../format/date.ts';
import {
  type Interval,
  PRESET_WORDS,
  PRESETS,
  type Preset,
  type RangeChoice,
} from '../state/time-range.ts';
import { toInputValue, utcOffsetText } from '../state/zoned-time.ts';
import { type RangeProblem, readRange } from './read-range.ts';

interface Props {
  readonly range: RangeChoice;
  /** What `range` stands for now. */
  readonly interval: Interval;
  readonly timeZone: string;
  /** For the two fields, where the host has them folded away. */
  readonly dateClass: string | undefined;
  readonly onChange: (range: RangeChoice) => void;
}

const PROBLEM_WORDS: Readonly<Record<RangeProblem, string>> = {
  incomplete: 'Not a whole date and time.',
  reversed: 'To is before From.',
};

const PRESET_OPTIONS: { label: string; value: Preset }[] = PRESETS.map((value) => ({
  value,
  label: PRESET_WORDS[value],
}));

// Long enough to type the next digit: a date is not complete while its day reads 2 on the way to 21.
const SETTLED_MS = 700;

type End = 'from' | 'to';

/** What somebody typed and is not the page's range yet. */
interface Draft {
  readonly from?: string;
  readonly to?: string;
}

/**
 * From and To, both inclusive to the minute, and the usual ranges.
 *
 * A date takes effect when it was left alone for a moment, and at once with Enter or when the field
 * is left. One that makes no range is kept in its field, with the reason and with the range that
 * the page goes on showing.
 */
export function RangeInputs({ range, interval, timeZone, dateClass, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [draft, setDraft] = useState<Draft>({});
  const [problem, setProblem] = useState<{ readonly end: End; readonly text: string }>();
  const offset = utcOffsetText(interval.fromMs, timeZone);
  const current = {
    from: toInputValue(interval.fromMs, timeZone),
    to: toInputValue(interval.toMs - 1, timeZone),
  };
  const shown = { ...current, ...draft };

  // A range that was chosen elsewhere (a bar, a preset, the browser's back) replaces what was typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by the choice, not by what it stands for
  useEffect(() => {
    setDraft({});
    setProblem(undefined);
  }, [range]);

  const settle = (end: End): void => {
    if (draft.from === undefined && draft.to === undefined) {
      return;
    }
    const read = readRange(shown.from, shown.to, timeZone);
    if ('problem' in read) {
      const still = `The page still shows ${formatMinute(interval.fromMs, timeZone)} – ${formatMinute(interval.toMs - 1, timeZone)}.`;
      setProblem({ end, text: `${PROBLEM_WORDS[read.problem]} ${still}` });
    } else if (shown.from === current.from && shown.to === current.to) {
      setDraft({});
      setProblem(undefined);
    } else {
      onChange(read);
    }
  };
  const settleRef = useRef(settle);
  settleRef.current = settle;
  const last = useRef<End>('from');
  useEffect(() => {
    if (draft.from === undefined && draft.to === undefined) {
      return;
    }
    const timer = setTimeout(() => settleRef.current(last.current), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [draft]);

  const field = (end: End, name: string) => {
    const own = problem?.end === end ? problem.text : undefined;
    return (
      <div className={cx(styles.field, problem === undefined && dateClass)}>
        <label htmlFor={`${id}-${end}`} className={styles.label}>
          {name}
        </label>
        <Input
          id={`${id}-${end}`}
          type="datetime-local"
          // Without it a year takes six digits.
          max="9999-12-31T23:59"
          value={shown[end]}
          invalid={own !== undefined}
          aria-invalid={own !== undefined}
          aria-describedby={own === undefined ? undefined : `${id}-problem`}
          onChange={(event) => {
            last.current = end;
            setDraft({ ...draft, [end]: event.currentTarget.value });
          }}
          onBlur={() => settle(end)}
          onKeyDown={(event) => event.key === 'Enter' && settle(end)}
        />
        {own !== undefined && (
          <div id={`${id}-problem`} className={styles.problem}>
            <FieldValidationMessage>{own}</FieldValidationMessage>
          </div>
        )}
      </div>
    );
  };

  return (
    <div className={styles.row}>
      {field('from', 'From')}
      {field('to', 'To')}
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
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
  }),
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
  problem: css({ marginTop: theme.spacing(0.5) }),
  presets: css({ minWidth: 0, maxWidth: '100%' }),
  group: css({ flexWrap: 'wrap', height: 'auto', maxWidth: '100%' }),
});
