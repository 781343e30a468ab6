import { DataSourceWithBackend, getDataSourceSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import type { SessionsClient } from '../components/index.ts';
import type { HopscopeOptions, HopscopeQuery } from '../datasource/query.ts';
import { createResourceClient } from '../datasource/resource-client.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';

/** A data source of ours, and the API behind it. */
export interface PanelDatasource {
  readonly datasource: DataSourceWithBackend<HopscopeQuery, HopscopeOptions>;
  readonly client: SessionsClient;
}

/** Loads the data source that a panel's query names; `undefined` until it is there. */
export function usePanelDatasource(uid: string | undefined): PanelDatasource | undefined {
  const [loaded, setLoaded] = useState<PanelDatasource>();
  useEffect(() => {
    let isGone = false;
    setLoaded(undefined);
    if (uid === undefined) {
      return;
    }
    getDataSourceSrv()
      .get({ uid, type: DATASOURCE_ID })
      .then(
        (datasource) => {
          if (!isGone && datasource instanceof DataSourceWithBackend) {
            setLoaded({ datasource, client: createResourceClient(datasource) });
          }
        },
        // One that cannot be loaded has answered the panel's own query with its error.
        () => {},
      );
    return () => {
      isGone = true;
    };
  }, [uid]);
  return loaded;
}
