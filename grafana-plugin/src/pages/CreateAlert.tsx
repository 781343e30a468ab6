import { locationUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
import { LinkButton } from '@grafana/ui';
import type { Filters } from '../components/index.ts';
import { alertRuleHref } from './alert-rule.ts';
import { isAllowed } from './permissions.ts';

interface Props {
  readonly datasourceUid: string;
  readonly filters: Filters;
}

/**
 * Opens Grafana's form for an alert rule on the completion rate, filled in; not there where Grafana has
 * none. Its own component for this (CreateAlertFromPanelV1) can only ask for the last ten minutes.
 */
export function CreateAlert({ datasourceUid, filters }: Props) {
  if (!config.unifiedAlertingEnabled || !isAllowed('alert.rules:create')) {
    return null;
  }
  const href = locationUtil.assureBaseUrl(alertRuleHref(datasourceUid, filters));
  return (
    <LinkButton variant="secondary" icon="bell" href={href}>
      Create alert
    </LinkButton>
  );
}
