import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Interval } from '../state/time-range.ts';
import { describeBar } from './describe-bar.ts';
import { type Bar, shareOf } from './layout-bars.ts';
import type { Traffic } from './traffic-series.ts';

interface Props {
  readonly traffic: Traffic;
  readonly bars: readonly Bar[];
  readonly titles: readonly string[];
  readonly span: Interval;
  readonly active: number | undefined;
  readonly onActive: (index: number | undefined) => void;
  /** `undefined` when bars cannot be narrowed any further. */
  readonly onPick: ((bar: Bar) => void) | undefined;
}

const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * The bars as real buttons over the drawing: what is hovered, focused, clicked and read aloud.
 *
 * One of them is in the tab order; arrow keys, Home and End move between them.
 */
export function BarButtons({ traffic, bars, titles, span, active, onActive, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const [current, setCurrent] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const inOrder = Math.min(current, bars.length - 1);

  const move = (event: KeyboardEvent, index: number): void => {
    const to = MOVES[event.key]?.(index, bars.length - 1);
    if (to !== undefined) {
      event.preventDefault();
      setCurrent(to);
      buttons.current[to]?.focus();
    }
  };

  return (
    <fieldset className={styles.layer} onMouseLeave={() => onActive(undefined)}>
      <legend className={styles.legend}>
        Bars of the traffic chart; arrow keys move between them
      </legend>
      {bars.map((bar, index) => {
        const left = shareOf(bar.startMs, span);
        return (
          <button
            key={bar.startMs}
            ref={(element) => {
              buttons.current[index] = element;
            }}
            type="button"
            tabIndex={index === inOrder ? 0 : -1}
            className={cx(styles.bar, index === active && styles.active)}
            style={{ left: `${left * 100}%`, width: `${(shareOf(bar.endMs, span) - left) * 100}%` }}
            aria-label={`${describeBar(traffic, index, titles[index] ?? '')}${onPick === undefined ? '' : '. Show only this time'}`}
            onMouseEnter={() => onActive(index)}
            onFocus={() => {
              setCurrent(index);
              onActive(index);
            }}
            onBlur={() => onActive(undefined)}
            onKeyDown={(event) => move(event, index)}
            onClick={() => onPick?.(bar)}
          />
        );
      })}
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  layer: css({ position: 'absolute', inset: 0, border: 0, margin: 0, padding: 0, minWidth: 0 }),
  legend: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    border: 0,
    margin: 0,
  }),
  bar: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    padding: 0,
    border: 0,
    background: 'transparent',
    cursor: 'pointer',
    // Global styles take the outline of tabindex -1 away; a bar reached by arrow key needs it.
    '&:focus-visible': {
      outline: `${theme.spacing(0.25)} solid ${theme.colors.primary.main} !important`,
      outlineOffset: 0,
    },
  }),
  active: css({ background: theme.colors.action.hover }),
});
