import { PluginExtensionExposedComponents, type TimeRange } from '@grafana/data';
import { usePluginComponent } from '@grafana/runtime';
import { Button, Modal } from '@grafana/ui';
import { useState } from 'react';
import type { ExplorerState } from '../components/index.ts';
import { toPanel, toTimeRange } from './dashboard-panel.ts';
import { isAllowed } from './permissions.ts';

interface Props extends Pick<ExplorerState, 'filters' | 'range' | 'columns'> {
  readonly datasourceUid: string;
  readonly timeZone: string;
}

/** Props of Grafana's component (12.4, AddToDashboardForm.tsx). */
interface FormProps {
  readonly onClose: () => void;
  readonly buildPanel: () => ReturnType<typeof toPanel>;
  readonly timeRange: TimeRange;
  /** Else Grafana looks for the dashboard below the app's own path. */
  readonly options: { readonly useAbsolutePath: true };
}

/** Puts the sessions as they are filtered here into a dashboard; not there where Grafana has no such form. */
export function AddToDashboard({ datasourceUid, filters, range, columns, timeZone }: Props) {
  const { component: Form } = usePluginComponent<FormProps>(
    PluginExtensionExposedComponents.AddToDashboardFormV1,
  );
  const [isOpen, setIsOpen] = useState(false);
  // Grafana's form fails for those who may do neither.
  const mayAdd = isAllowed('dashboards:create') || isAllowed('dashboards:write');
  if (!Form || !mayAdd) {
    return null;
  }
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button variant="secondary" icon="apps" onClick={() => setIsOpen(true)}>
        Add to dashboard
      </Button>
      {isOpen && (
        <Modal title="Add sessions to a dashboard" isOpen onDismiss={close}>
          <Form
            onClose={close}
            buildPanel={() => toPanel(datasourceUid, { filters, columns })}
            timeRange={toTimeRange(range, timeZone)}
            options={{ useAbsolutePath: true }}
          />
        </Modal>
      )}
    </>
  );
}
