import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton, LoadingPlaceholder } from '@grafana/ui';
import type { SessionsClient } from '@hopscope/client';
import { useState } from 'react';
import {
  type ExplorerState,
  FailureNote,
  readUrlState,
  SessionsExplorer,
  useStoreStatus,
  useTick,
} from '../components/index.ts';
import { useDatasource } from './use-datasource.ts';

const POLL_MS = 5000;
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The sessions of the first Hopscope data source. */
export function SessionsPage() {
  const found = useDatasource();
  return (
    <PluginPage>
      {found.state === 'loading' && <LoadingPlaceholder text="" />}
      {found.state === 'none' && <NoDatasource />}
      {found.state === 'failed' && <FailureNote failure={found.failure} onRetry={found.retry} />}
      {found.state === 'found' && <Sessions client={found.client} />}
    </PluginPage>
  );
}

function Sessions({ client }: { readonly client: SessionsClient }) {
  const [state, setState] = useState<ExplorerState>(() => readUrlState(location.search));
  const status = useStoreStatus(client, useTick(POLL_MS));
  return (
    <SessionsExplorer
      client={client}
      status={status}
      state={state}
      onState={setState}
      timeZone={TIME_ZONE}
      backendUrl="http://127.0.0.1:4318"
      needsToken={false}
      pollMs={POLL_MS}
    />
  );
}

function NoDatasource() {
  return (
    <EmptyState
      variant="call-to-action"
      message="There is no Hopscope data source yet"
      button={<LinkButton href="/connections/datasources/new">Add a data source</LinkButton>}
    >
      It says where the Hopscope backend is.
    </EmptyState>
  );
}
