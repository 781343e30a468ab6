import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import {
  CompletionRate,
  FailureNote,
  type Filters,
  type Interval,
  narrowToSeries,
  type SessionsClient,
  type Stack,
  TrafficChart,
  useSummary,
} from '../components/index.ts';

interface Props {
  readonly client: SessionsClient;
  /** Names the question, and asks it again when it counts up. */
  readonly questionKey: string;
  readonly tick: number;
  readonly interval: Interval;
  readonly filters: Filters;
  readonly timeZone: string;
  readonly showChart: boolean;
  readonly showRate: boolean;
  /** Whether the panel says already that the backend cannot be asked. */
  readonly isFailureSaid: boolean;
  readonly onRange: (interval: Interval) => void;
  readonly onFilters: (filters: Filters) => void;
}

/** Chart and completion rate of the sessions in the list. */
export function PanelSummary(props: Props) {
  const { client, questionKey, tick, interval, filters, timeZone } = props;
  const styles = useStyles2(getStyles);
  const [stack, setStack] = useState<Stack>('completed');
  const summary = useSummary(client, `${questionKey}${stack}`, tick, {
    interval,
    stack,
    filters,
    timeZone,
  });
  const { data, failure, isCurrent } = summary;
  const busy = !isCurrent;
  // What answers another question is no stand-in for an answer that will not come.
  if (failure !== undefined && !isCurrent) {
    return props.isFailureSaid ? null : <FailureNote failure={failure} onRetry={summary.retry} />;
  }
  return (
    <div className={styles.summary}>
      {failure !== undefined && !props.isFailureSaid && (
        <FailureNote failure={failure} onRetry={summary.retry} />
      )}
      {props.showChart && (
        <TrafficChart
          summary={data}
          busy={busy}
          stack={stack}
          timeZone={timeZone}
          onStack={setStack}
          onBar={({ startMs, endMs }) => props.onRange({ fromMs: startMs, toMs: endMs })}
          onSeries={(by, series) => props.onFilters(narrowToSeries({}, by, series.key))}
        />
      )}
      {props.showRate && <CompletionRate completion={data?.completion} busy={busy} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    // The panel is the frame already.
    '& > section': { padding: 0, border: 0 },
  }),
});
