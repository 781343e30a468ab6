import { DataSourceWithBackend, getDataSourceSrv } from '@grafana/runtime';
import type { SessionsClient } from '@hopscope/client';
import { useEffect, useState } from 'react';
import { type Failure, toFailure } from '../components/index.ts';
import { createResourceClient } from '../datasource/resource-client.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';

/** The data source that a page asks. */
export type FoundDatasource =
  | { readonly state: 'loading' }
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly failure: Failure; readonly retry: () => void }
  | { readonly state: 'found'; readonly client: SessionsClient };

/** Finds the first Hopscope data source of this Grafana. */
export function useDatasource(): FoundDatasource {
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<FoundDatasource>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt looks again
  useEffect(() => {
    let isGone = false;
    const show = (result: FoundDatasource): void => {
      if (!isGone) setFound(result);
    };
    find().then(show, (error: unknown) =>
      show({
        state: 'failed',
        failure: toFailure(error),
        retry: () => setAttempt((before) => before + 1),
      }),
    );
    return () => {
      isGone = true;
    };
  }, [attempt]);
  return found;
}

async function find(): Promise<FoundDatasource> {
  const [settings] = getDataSourceSrv().getList({ pluginId: DATASOURCE_ID });
  if (settings === undefined) return { state: 'none' };
  const datasource = await getDataSourceSrv().get({ uid: settings.uid, type: DATASOURCE_ID });
  if (!(datasource instanceof DataSourceWithBackend)) return { state: 'none' };
  return { state: 'found', client: createResourceClient(datasource) };
}
