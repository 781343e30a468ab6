import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';

interface Props {
  readonly text: string;
  /** What it is: `session ID`. */
  readonly what: string;
}

/** A text with a button that copies it. */
export function CopyText({ text, what }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.pair}>
      <span className={styles.text} title={text}>
        {text}
      </span>
      <ClipboardButton
        className={styles.button}
        variant="secondary"
        fill="text"
        size="sm"
        icon="copy"
        getText={() => text}
        aria-label={`Copy ${what} ${text}`}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pair: css({ display: 'inline-flex', alignItems: 'center', maxWidth: '100%', minWidth: 0 }),
  text: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  button: css({ color: theme.colors.text.secondary, flex: 'none' }),
});
