import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import type { Failure } from '../data/failure.ts';

interface Props {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** What went wrong, what to do, and a button to try again. */
export function FailureNote({ failure, onRetry }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Alert
      severity={failure.kind === 'refused' ? 'warning' : 'error'}
      title={failure.title}
      bottomSpacing={0}
    >
      <p className={styles.detail}>{failure.detail}</p>
      <Button variant="secondary" size="sm" icon="sync" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  detail: css({ margin: theme.spacing(0, 0, 1), overflowWrap: 'anywhere' }),
});
