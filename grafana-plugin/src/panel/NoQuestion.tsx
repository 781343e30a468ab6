import { EmptyState } from '@grafana/ui';

interface Props {
  /** Whether the query asks a Hopscope data source, for something else than sessions. */
  readonly isOurs: boolean;
}

/** The panel has no sessions to show, because its query asks for something else. */
export function NoQuestion({ isOurs }: Props) {
  return (
    <EmptyState
      variant="not-found"
      hideImage
      message={isOurs ? 'This panel shows sessions' : 'This panel needs a Hopscope data source'}
    >
      {isOurs
        ? 'Edit the panel and choose Sessions in its query.'
        : 'Edit the panel, choose a Hopscope data source and then Sessions. Connections > Data sources has none yet? Hopscope’s configuration page makes one.'}
    </EmptyState>
  );
}
