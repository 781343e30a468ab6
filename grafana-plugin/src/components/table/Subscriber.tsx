import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import type { SessionRow } from '../data/session-types.ts';
import { toPseudonym } from '../format/pseudonym.ts';

interface Props {
  readonly session: Pick<SessionRow, 'msisdn' | 'userHash' | 'capture'>;
}

/** Who dialled: the masked number where it is captured, else a pseudonym, and why. */
export function Subscriber({ session }: Props) {
  const styles = useStyles2(getStyles);
  const { msisdn, userHash, capture } = session;
  if (msisdn !== '') {
    return <span className={styles.number}>{msisdn}</span>;
  }
  const hint =
    userHash === ''
      ? 'Neither number nor pseudonym: the app runs without HOPSCOPE_USER_HASH_KEY, so nothing about the caller leaves it.'
      : `A pseudonym of the number, the same in all sessions of this subscriber. The number itself stays in the app at HOPSCOPE_CAPTURE=${capture === '' ? 'standard' : capture}; search by number finds it when app and backend share HOPSCOPE_USER_HASH_KEY.`;
  return (
    <Tooltip content={hint}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the hint has to open by keyboard too */}
      <span className={styles.pseudonym} tabIndex={0}>
        {userHash === '' ? 'not sent' : toPseudonym(userHash)}
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  number: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  pseudonym: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    textDecoration: 'underline dotted',
    textUnderlineOffset: theme.spacing(0.5),
    cursor: 'help',
  }),
});
