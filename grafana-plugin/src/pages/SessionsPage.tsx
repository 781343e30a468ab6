import { DataSourcePicker, PluginPage, useChromeHeaderHeight } from '@grafana/runtime';
import { LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import {
  FailureNote,
  type SessionRow,
  SessionsExplorer,
  useStoreStatus,
  useTick,
} from '../components/index.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';
import { AddToDashboard } from './AddToDashboard.tsx';
import { CreateAlert } from './CreateAlert.tsx';
import { NoDatasource } from './NoDatasource.tsx';
import { NoSessionYet } from './NoSessionYet.tsx';
import { sessionHref } from './page-address.ts';
import { type FoundDatasource, useDatasource } from './use-datasource.ts';
import { usePageAddress } from './use-page-address.ts';
import { userZone } from './user-zone.ts';

const POLL_MS = 5000;

/** The sessions of a Hopscope data source. */
export function SessionsPage() {
  const [address, setAddress] = usePageAddress();
  const found = useDatasource(address.datasourceUid);
  const { filters, range, columns } = address.state;
  const actions = found.state === 'found' && (
    <Stack wrap="wrap" alignItems="center">
      {!found.isOnly && (
        <DataSourcePicker
          current={found.settings.uid}
          filter={({ type }) => type === DATASOURCE_ID}
          noDefault
          width={25}
          onChange={({ uid }) => setAddress({ ...address, datasourceUid: uid })}
        />
      )}
      <CreateAlert datasourceUid={found.settings.uid} filters={filters} />
      <AddToDashboard
        datasourceUid={found.settings.uid}
        filters={filters}
        range={range}
        columns={columns}
        timeZone={address.timeZone ?? userZone()}
      />
    </Stack>
  );
  return (
    <PluginPage actions={actions}>
      {found.state === 'loading' && <LoadingPlaceholder text="Loading…" />}
      {found.state === 'none' && <NoDatasource />}
      {found.state === 'failed' && <FailureNote failure={found.failure} onRetry={found.retry} />}
      {found.state === 'found' && (
        <Sessions key={found.settings.uid} found={found} {...{ address, setAddress }} />
      )}
    </PluginPage>
  );
}

interface Props {
  readonly found: Extract<FoundDatasource, { state: 'found' }>;
  readonly address: ReturnType<typeof usePageAddress>[0];
  readonly setAddress: ReturnType<typeof usePageAddress>[1];
}

function Sessions({ found, address, setAddress }: Props) {
  const { client, settings } = found;
  const status = useStoreStatus(client, useTick(POLL_MS));
  const coveredPx = useChromeHeaderHeight() ?? 0;
  return (
    <SessionsExplorer
      client={client}
      status={status}
      state={address.state}
      onState={(state) => setAddress({ ...address, state })}
      timeZone={address.timeZone ?? userZone()}
      empty={<NoSessionYet />}
      pollMs={POLL_MS}
      coveredPx={coveredPx}
      renderActions={(row: SessionRow) => (
        <LinkButton
          href={sessionHref(row.traceId, settings.uid)}
          variant="secondary"
          fill="text"
          size="sm"
          icon="link"
          tooltip="Page of this session"
          aria-label={`Page of session ${row.sessionId}`}
        />
      )}
    />
  );
}
