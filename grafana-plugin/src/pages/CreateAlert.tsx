import { PluginExtensionExposedComponents } from '@grafana/data';
import { usePluginComponent } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { Filters } from '../components/index.ts';
import { toAlertPanel } from './dashboard-panel.ts';
import { isAllowed } from './permissions.ts';

interface Props {
  readonly datasourceUid: string;
  readonly filters: Filters;
}

/** Props of Grafana's component (12.4, CreateAlertFromPanelExposedComponent.tsx). */
interface FormProps {
  readonly panel: ReturnType<typeof toAlertPanel>;
  readonly onDismiss: () => void;
}

/** Opens Grafana's form for an alert rule on the completion rate; not there where Grafana has none. */
export function CreateAlert({ datasourceUid, filters }: Props) {
  const { component: Form } = usePluginComponent<FormProps>(
    PluginExtensionExposedComponents.CreateAlertFromPanelV1,
  );
  const [isOpen, setIsOpen] = useState(false);
  const panel = useMemo(() => toAlertPanel(datasourceUid, { filters }), [datasourceUid, filters]);
  if (!Form || !isAllowed('alert.rules:create')) {
    return null;
  }
  return (
    <>
      <Button variant="secondary" icon="bell" onClick={() => setIsOpen(true)}>
        Create alert
      </Button>
      {isOpen && <Form panel={panel} onDismiss={() => setIsOpen(false)} />}
    </>
  );
}
