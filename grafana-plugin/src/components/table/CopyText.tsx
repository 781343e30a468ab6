import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';

interface Props {
  readonly text: string;
  /** What it is: `session ID`. */
  readonly what: string;
}

// Gateways begin all their ids alike: the end is what tells them apart.
const END_CHARACTERS = 5;

/** A text with a button that copies it. Where it is too long its middle is left out. */
export function CopyText({ text, what }: Props) {
  const styles = useStyles2(getStyles);
  const end = text.length > 2 * END_CHARACTERS ? text.slice(-END_CHARACTERS) : '';
  return (
    <span className={styles.pair}>
      <span className={styles.text} title={text}>
        <span className={styles.beginning}>{text.slice(0, text.length - end.length)}</span>
        {end}
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
    display: 'flex',
    minWidth: 0,
    whiteSpace: 'nowrap',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  beginning: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  button: css({ color: theme.colors.text.secondary, flex: 'none' }),
});
