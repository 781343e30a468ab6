import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  /** The heading's id, for links within the page: it can take the focus then. */
  readonly anchor?: string;
  /** Beside the title, at the right. */
  readonly actions?: ReactNode;
  /** Whether a newer answer is on its way. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A titled area of the page, framed as Grafana frames a panel. */
export function Section({ title, anchor, actions, busy = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const own = useId();
  const id = anchor ?? own;
  return (
    <section aria-labelledby={id} aria-busy={busy} className={styles.frame}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title} {...(anchor !== undefined && { tabIndex: -1 })}>
          {title}
        </h2>
        {actions}
      </header>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    background: theme.colors.background.primary,
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    minHeight: theme.spacing(4),
    marginBottom: theme.spacing(1.5),
  }),
  title: css({ ...theme.typography.h5, margin: 0 }),
});
