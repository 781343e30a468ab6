import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

interface Props {
  /** What the value is: `Network`. */
  readonly name: string;
  /** The value as it is read out. */
  readonly value: string;
  /** Absent where nothing can be narrowed. */
  readonly onFilter: (() => void) | undefined;
  /** `null` where the value itself does something else. */
  readonly children: ReactNode;
}

/** A value that narrows the sessions to itself when it is clicked. */
export function FilterValue({ name, value, onFilter, children }: Props) {
  const styles = useStyles2(getStyles);
  if (onFilter === undefined) {
    return <>{children}</>;
  }
  const label = `Show only ${name} ${value}`;
  return (
    <button
      type="button"
      className={styles.button}
      title={label}
      aria-label={label}
      onClick={onFilter}
    >
      {children}
      <Icon
        name="filter"
        size="xs"
        className={cx(styles.icon, children === null && styles.alone)}
      />
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    position: 'relative',
    maxWidth: '100%',
    padding: 0,
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'inherit',
    overflowWrap: 'inherit',
    cursor: 'pointer',
    '& > svg:last-child': { opacity: 0 },
    '&:hover, &:focus-visible': { textDecoration: 'underline', textUnderlineOffset: '0.2em' },
    '&:hover > svg:last-child, &:focus-visible > svg:last-child': { opacity: 1 },
  }),
  // Beside the value, without a place of its own: nothing moves when it appears.
  icon: css({
    position: 'absolute',
    left: '100%',
    top: '50%',
    transform: 'translateY(-50%)',
    marginLeft: theme.spacing(0.25),
    color: theme.colors.text.secondary,
  }),
  // Else there is nothing to point at.
  alone: css({ position: 'static', transform: 'none', margin: 0 }),
});
