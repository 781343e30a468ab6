import type { PanelProps } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { Text } from '@grafana/ui';
import { formatCountOf } from '../components/format/number.ts';

/** How many sessions the panel's query brought. */
export function SessionsPanel({ id, data, fieldConfig }: PanelProps) {
  const sessions = data.series.filter(({ name }) => name === 'sessions');
  if (sessions.length === 0) {
    return (
      <PanelDataErrorView
        panelId={id}
        data={data}
        fieldConfig={fieldConfig}
        message="Choose Sessions in the query."
      />
    );
  }
  const count = sessions.reduce((total, { length }) => total + length, 0);
  return <Text variant="h2">{formatCountOf(count, 'session')}</Text>;
}
