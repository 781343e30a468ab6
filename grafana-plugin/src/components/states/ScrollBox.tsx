import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly id?: string;
}

/** Preformatted text in a box of bounded height that can be scrolled by keyboard too. */
export function ScrollBox({ label, text, id }: Props) {
  const styles = useStyles2(getStyles);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box has to be reachable by keyboard
    <section id={id} className={styles.box} tabIndex={0} aria-label={label}>
      <pre className={styles.text}>{text}</pre>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    maxHeight: theme.spacing(24),
    overflow: 'auto',
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    '&:focus-visible': { outline: `${theme.spacing(0.25)} solid ${theme.colors.primary.main}` },
  }),
  text: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    margin: 0,
    padding: theme.spacing(1),
    border: 0,
    background: 'transparent',
    color: theme.colors.text.primary,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
