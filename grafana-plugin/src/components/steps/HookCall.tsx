import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import type { HookRow } from '../data/session-types.ts';
import { formatDuration } from '../format/duration.ts';
import { BodyView } from './BodyView.tsx';
import { hookAddress, hookError } from './describe-hook.ts';
import { isHookFailed } from './hook-failed.ts';

interface Props {
  readonly hook: HookRow;
  /** The capture level of the step that called it. */
  readonly capture: string;
}

/** One outgoing call of the app: what was asked of whom, what came back, how long it took. */
export function HookCall({ hook, capture }: Props) {
  const failed = isHookFailed(hook);
  const styles = useStyles2(getStyles, failed);
  const isShape = capture === 'standard';
  const error = hookError(hook);
  return (
    <article className={styles.box} aria-label={`Hook ${hook.name === '' ? hook.url : hook.name}`}>
      <div className={styles.line}>
        <Badge
          color={failed ? 'red' : 'green'}
          text={hook.status === 0 ? 'no answer' : String(hook.status)}
        />
        {hook.name !== '' && <strong className={styles.name}>{hook.name}</strong>}
        <span className={styles.duration}>{formatDuration(hook.durationMs)}</span>
      </div>
      <div className={styles.url}>
        <span className={styles.method}>{hook.method}</span> {hookAddress(hook)}
      </div>
      {error !== undefined && <p className={styles.error}>{error}</p>}
      {hook.requestBody !== '' && (
        <BodyView title="Request" body={hook.requestBody} isShape={isShape} startsOpen={false} />
      )}
      {hook.responseBody === '' ? (
        <p className={styles.weak}>No response body{hook.status === 0 ? '' : ' captured'}</p>
      ) : (
        <BodyView title="Response" body={hook.responseBody} isShape={isShape} startsOpen />
      )}
    </article>
  );
}

const getStyles = (theme: GrafanaTheme2, failed: boolean) => ({
  box: css({
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    border: `${theme.spacing(0.125)} solid ${failed ? theme.colors.error.border : theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  duration: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  url: css({
    marginTop: theme.spacing(0.5),
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  method: css({ color: theme.colors.text.secondary }),
  error: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.error.text }),
  weak: css({
    margin: theme.spacing(0.5, 0, 0),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
