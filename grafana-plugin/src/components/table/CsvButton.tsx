import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { SessionsQuestion } from '../data/ask-page.ts';
import { toFailure } from '../data/failure.ts';
import type { SessionsClient } from '../data/session-types.ts';
import { csvFileName, saveFile } from './save-file.ts';

interface Props extends SessionsQuestion {
  readonly client: SessionsClient;
}

/** Saves all sessions that the filters match, not only those that are loaded. */
export function CsvButton({ client, interval, filters, columns }: Props) {
  const styles = useStyles2(getStyles);
  const [state, setState] = useState<'idle' | 'busy'>('idle');
  const [problem, setProblem] = useState<string>();
  const save = async (): Promise<void> => {
    if (state === 'busy') return;
    setState('busy');
    setProblem(undefined);
    try {
      const request = { from: interval.fromMs, to: interval.toMs, filters, columns };
      saveFile(await client.exportCsv(request), csvFileName(interval));
    } catch (error) {
      const failure = toFailure(error);
      setProblem(`No file: ${failure.title}. ${failure.detail}`);
    } finally {
      setState('idle');
    }
  };
  return (
    <>
      {problem !== undefined && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
      <Button
        variant="secondary"
        fill="outline"
        size="sm"
        icon={state === 'busy' ? 'sync' : 'download-alt'}
        aria-disabled={state === 'busy'}
        tooltip="All sessions that the range and the filters match, as CSV"
        onClick={save}
      >
        {state === 'busy' ? 'Preparing' : 'CSV'}
      </Button>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  problem: css({
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
