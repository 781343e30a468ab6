import type { DataQueryRequest } from '@grafana/data';
import { EmptyState } from '@grafana/ui';
import { DATASOURCE_ID } from '../plugin-ids.ts';

interface Props {
  readonly request: Pick<DataQueryRequest, 'targets'>;
}

/** The panel has no sessions to show, because nothing asks for them. */
export function NoQuestion({ request }: Props) {
  const { message, way } = wordsFor(request);
  return (
    <EmptyState variant="not-found" hideImage message={message}>
      {way}
    </EmptyState>
  );
}

function wordsFor({ targets }: Props['request']) {
  // Grafana takes out what a data source will not ask: whose query it was is not known then.
  if (targets.length === 0) {
    return {
      message: 'This panel’s query asks nothing yet',
      way: 'Edit the panel: choose a Hopscope data source, and Sessions in its query. What is missing stands below the query.',
    };
  }
  if (targets.some(({ datasource }) => datasource?.type === DATASOURCE_ID)) {
    return {
      message: 'This panel shows sessions',
      way: 'Edit the panel and choose Sessions in its query.',
    };
  }
  return {
    message: 'This panel needs a Hopscope data source',
    way: 'Edit the panel, choose a Hopscope data source and then Sessions. Connections > Data sources has none yet? Hopscope’s configuration page makes one.',
  };
}
