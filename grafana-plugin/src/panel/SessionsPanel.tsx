import { LoadingState, type PanelProps } from '@grafana/data';
import { EmptyState, LoadingBar } from '@grafana/ui';
import { NoQuestion } from './NoQuestion.tsx';
import type { SessionsPanelOptions } from './options.ts';
import { PanelSessions } from './PanelSessions.tsx';
import { findSessionsTarget } from './panel-question.ts';
import { usePanelDatasource } from './use-panel-datasource.ts';
import { useSettled } from './use-settled.ts';

/** The sessions of the panel's query, each one openable step by step without leaving the dashboard. */
export function SessionsPanel(props: PanelProps<SessionsPanelOptions>) {
  const { data, width } = props;
  const settled = useSettled(data);
  const request = settled?.request ?? data.request;
  const target = findSessionsTarget(request);
  const loaded = usePanelDatasource(target?.datasource?.uid ?? undefined);

  if (request === undefined || (data.state === LoadingState.NotStarted && settled === undefined)) {
    return <LoadingBar width={width} />;
  }
  if (target === undefined) {
    return <NoQuestion request={request} />;
  }
  const message = data.errors?.[0]?.message ?? data.error?.message;
  if (settled === undefined && data.state === LoadingState.Error) {
    return (
      <EmptyState variant="not-found" message="The sessions could not be asked for" hideImage>
        {message}
      </EmptyState>
    );
  }
  if (settled === undefined || loaded === undefined) {
    return <LoadingBar width={width} />;
  }
  return (
    <PanelSessions
      {...props}
      settled={settled}
      target={target}
      loaded={loaded}
      problem={data.state === LoadingState.Error ? (message ?? 'The query failed.') : undefined}
    />
  );
}
