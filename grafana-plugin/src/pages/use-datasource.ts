import type { DataSourceInstanceSettings } from '@grafana/data';
import { DataSourceWithBackend, getDataSourceSrv } from '@grafana/runtime';
import { useEffect, useMemo, useState } from 'react';
import { type Failure, type SessionsClient, toFailure } from '../components/index.ts';
import { createResourceClient } from '../datasource/resource-client.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';

/** The data source that a page asks. */
export type FoundDatasource =
  | { readonly state: 'loading' }
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly failure: Failure; readonly retry: () => void }
  | {
      readonly state: 'found';
      readonly settings: DataSourceInstanceSettings;
      /** Where there is only one, nobody has to choose. */
      readonly isOnly: boolean;
      readonly client: SessionsClient;
    };

/** Finds a Hopscope data source: the one with this uid, else the default one, else the first. */
export function useDatasource(uid: string | undefined): FoundDatasource {
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<FoundDatasource>({ state: 'loading' });
  const all = useMemo(() => getDataSourceSrv().getList({ pluginId: DATASOURCE_ID }), []);
  const settings = all.find((one) => one.uid === uid) ?? all.find((one) => one.isDefault) ?? all[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt looks again
  useEffect(() => {
    let isGone = false;
    const show = (result: FoundDatasource): void => {
      if (!isGone) setFound(result);
    };
    if (settings === undefined) {
      show({ state: 'none' });
      return;
    }
    load(settings, all.length === 1).then(show, (error: unknown) =>
      show({
        state: 'failed',
        failure: toFailure(error),
        retry: () => setAttempt((before) => before + 1),
      }),
    );
    return () => {
      isGone = true;
    };
  }, [settings, all, attempt]);
  return found;
}

async function load(
  settings: DataSourceInstanceSettings,
  isOnly: boolean,
): Promise<FoundDatasource> {
  const datasource = await getDataSourceSrv().get({ uid: settings.uid, type: DATASOURCE_ID });
  if (!(datasource instanceof DataSourceWithBackend)) return { state: 'none' };
  return { state: 'found', settings, isOnly, client: createResourceClient(datasource) };
}
