import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { FailureNote, useAnswer, useTick } from '../../components/index.ts';
import { AppStep } from './AppStep.tsx';
import { ArrivalStep } from './ArrivalStep.tsx';
import { DatasourceStep } from './DatasourceStep.tsx';
import { listDatasources, readHealth, readStatus } from './grafana-api.ts';

const POLL_MS = 5_000;

/** From nothing to the first data, in three steps that say by themselves how far they are. */
export function Configuration() {
  const styles = useStyles2(getStyles);
  const tick = useTick(POLL_MS);
  const [chosen, setChosen] = useState<string>();
  const list = useAnswer('grafana', 'datasources', 0, listDatasources);
  const datasource = list.data?.find(({ uid }) => uid === chosen) ?? list.data?.[0];
  const uid = datasource?.uid;
  const health = useAnswer('grafana', `health ${uid}`, tick, async () =>
    uid === undefined ? undefined : readHealth(uid),
  );
  const status = useAnswer('grafana', `status ${uid}`, tick, async () =>
    uid === undefined ? undefined : readStatus(uid),
  );
  const known = status.isCurrent ? status.data : undefined;

  if (list.failure !== undefined && list.data === undefined) {
    return (
      <FailureNote
        failure={{
          kind: 'refused',
          title: 'Grafana does not tell its data sources',
          detail: 'Setting Hopscope up is for administrators of this Grafana.',
        }}
        onRetry={list.retry}
      />
    );
  }
  return (
    <div className={styles.page}>
      {(list.data?.length ?? 0) > 1 && (
        <Field label="Data source" htmlFor="hopscope-datasource">
          <Combobox
            id="hopscope-datasource"
            options={list.data?.map((one) => ({ value: one.uid, label: one.name })) ?? []}
            value={uid ?? null}
            onChange={({ value }) => setChosen(value)}
          />
        </Field>
      )}
      <ol className={styles.steps}>
        <DatasourceStep
          datasource={datasource}
          isLoading={list.data === undefined}
          health={health.isCurrent ? health.data : undefined}
          onChanged={list.retry}
          onRetry={() => {
            health.retry();
            status.retry();
          }}
        />
        <AppStep
          backendUrl={datasource?.url || 'http://127.0.0.1:4318'}
          needsToken={datasource?.hasToken === true}
          isDone={(known?.sessions ?? 0) > 0}
        />
        <ArrivalStep status={{ ...status, data: known }} datasourceUid={uid} />
      </ol>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: theme.breakpoints.values.md }),
  steps: css({
    listStyle: 'none',
    display: 'grid',
    gap: theme.spacing(2),
    margin: 0,
    minWidth: 0,
    '& > li': { minWidth: 0 },
  }),
});
