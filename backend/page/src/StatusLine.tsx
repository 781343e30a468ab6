import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import {
  type Answer,
  formatAgo,
  formatCountOf,
  type StoreStatus,
} from '../../../grafana-plugin/src/components/index.ts';

interface Props {
  readonly status: Answer<StoreStatus>;
}

// Spans that came within this time mean that somebody is dialling right now.
const LIVE_MS = 60_000;

/** In a few words: does the backend answer, how much does it hold, when did it last hear anything. */
export function StatusLine({ status }: Props) {
  const { data, failure } = status;
  const lastSpanAt = data?.lastSpanAt ?? undefined;
  const ago = lastSpanAt === undefined ? undefined : Date.now() - lastSpanAt;
  const state =
    failure !== undefined ? 'down' : ago !== undefined && ago < LIVE_MS ? 'live' : 'idle';
  const styles = useStyles2(getStyles, state);
  const words =
    failure !== undefined
      ? failure.kind === 'unauthorized'
        ? 'Token needed'
        : 'Not connected'
      : data === undefined
        ? 'Connecting'
        : data.sessions === 0
          ? 'No sessions yet'
          : `${formatCountOf(data.sessions, 'session')}, last heard ${ago === undefined ? 'never' : formatAgo(ago)}`;
  return (
    <p className={styles.line}>
      <span className={styles.dot} aria-hidden />
      {words}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2, state: 'down' | 'live' | 'idle') => {
  const colors = {
    down: theme.colors.error.main,
    live: theme.colors.success.main,
    idle: theme.colors.border.strong,
  };
  return {
    line: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      margin: 0,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
    dot: css({
      width: theme.spacing(1),
      height: theme.spacing(1),
      borderRadius: theme.shape.radius.circle,
      background: colors[state],
    }),
  };
};
