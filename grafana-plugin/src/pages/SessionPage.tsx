import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router';
import {
  FailureNote,
  SessionSteps,
  type SessionsClient,
  useSessionTrace,
} from '../components/index.ts';
import { NoDatasource } from './NoDatasource.tsx';
import { readAddress, sessionsHref } from './page-address.ts';
import { useDatasource } from './use-datasource.ts';

const POLL_MS = 5000;
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** One session by its trace id or the provider's id: what a link from elsewhere leads to. */
export function SessionPage() {
  const { id = '' } = useParams();
  const found = useDatasource(readAddress(useLocation().search).datasourceUid);
  const parent =
    found.state === 'found'
      ? { text: 'Sessions', url: sessionsHref(found.settings.uid) }
      : { text: 'Sessions' };
  return (
    <PluginPage pageNav={{ text: 'Session', parentItem: parent }} subTitle={id}>
      {found.state === 'loading' && <LoadingPlaceholder text="" />}
      {found.state === 'none' && <NoDatasource />}
      {found.state === 'failed' && <FailureNote failure={found.failure} onRetry={found.retry} />}
      {found.state === 'found' && <Session client={found.client} id={id} />}
    </PluginPage>
  );
}

function Session({ client, id }: { readonly client: SessionsClient; readonly id: string }) {
  const trace = useSessionTrace(client, id);
  if (trace.failure !== undefined && trace.data === undefined) {
    return <FailureNote failure={trace.failure} onRetry={trace.retry} />;
  }
  if (trace.data === undefined) {
    return <LoadingPlaceholder text="" />;
  }
  return (
    <SessionSteps
      client={client}
      traceId={trace.data.traceId}
      timeZone={TIME_ZONE}
      pollMs={POLL_MS}
    />
  );
}
