import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';

interface Props {
  readonly filtered: boolean;
  /** Whether one subscriber is searched for: who is found depends on a key. */
  readonly bySubscriber: boolean;
  /** Offered where the filters can be cleared here. */
  readonly onClear: (() => void) | undefined;
  /** Offered while the range is shorter than a year. */
  readonly onWiden: (() => void) | undefined;
  /** Why nothing can match, where that is known. */
  readonly why?: string | undefined;
}

/** No session under these filters: says so, and offers the two ways out. */
export function NoMatch({ filtered, bySubscriber, onClear, onWiden, why }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role="status">
      <Icon name="search" size="xxl" className={styles.icon} />
      <p className={styles.title}>
        {filtered
          ? `No session matches these filters${bySubscriber ? ', or the app uses another HOPSCOPE_USER_HASH_KEY than this backend' : ''}`
          : 'No session in this range'}
      </p>
      <p className={styles.hint}>
        {why ??
          (filtered ? 'Take a filter away, or look at a longer time.' : 'Choose a longer time.')}
      </p>
      <div className={styles.actions}>
        {filtered && onClear !== undefined && (
          <Button variant="secondary" icon="times" onClick={onClear}>
            Clear filters
          </Button>
        )}
        {onWiden !== undefined && (
          <Button variant="secondary" icon="calendar-alt" onClick={onWiden}>
            Search the last 12 months
          </Button>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    padding: theme.spacing(6, 2),
    borderTop: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
  }),
  icon: css({ color: theme.colors.text.disabled, marginBottom: theme.spacing(2) }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  hint: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5, 0, 2) }),
  actions: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: theme.spacing(1),
  }),
});
