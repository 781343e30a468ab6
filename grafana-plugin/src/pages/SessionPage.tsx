import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router';
import { FailureNote, SessionSteps, useSessionNames } from '../components/index.ts';
import { NoDatasource } from './NoDatasource.tsx';
import { readAddress, sessionsHref } from './page-address.ts';
import { type FoundDatasource, useDatasource } from './use-datasource.ts';
import { userZone } from './user-zone.ts';

const POLL_MS = 5000;

/** One session by its trace id or the provider's id: what a link from elsewhere leads to. */
export function SessionPage() {
  const { id = '' } = useParams();
  const found = useDatasource(readAddress(useLocation().search).datasourceUid);
  if (found.state === 'found') {
    return <Session found={found} id={id} />;
  }
  return (
    <PluginPage pageNav={{ text: 'Session', parentItem: { text: 'Sessions' } }}>
      {found.state === 'loading' && <LoadingPlaceholder text="Loading…" />}
      {found.state === 'none' && <NoDatasource />}
      {found.state === 'failed' && <FailureNote failure={found.failure} onRetry={found.retry} />}
    </PluginPage>
  );
}

interface Props {
  readonly found: Extract<FoundDatasource, { state: 'found' }>;
  readonly id: string;
}

function Session({ found, id }: Props) {
  const { client, settings } = found;
  const { data, failure, retry } = useSessionNames(client, id);
  const parentItem = { text: 'Sessions', url: sessionsHref(settings.uid) };
  return (
    <PluginPage pageNav={{ text: `Session ${data?.sessionId ?? ''}`.trim(), parentItem }}>
      {data === undefined && failure === undefined && <LoadingPlaceholder text="Loading…" />}
      {data === undefined && failure !== undefined && (
        <FailureNote failure={failure} onRetry={retry} />
      )}
      {data !== undefined && (
        <SessionSteps
          client={client}
          traceId={data.traceId}
          timeZone={userZone()}
          pollMs={POLL_MS}
        />
      )}
    </PluginPage>
  );
}
