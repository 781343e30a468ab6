import { config } from '@grafana/runtime';

/** Whether the signed-in user may do something in this Grafana: `dashboards:create`. */
export function isAllowed(action: string): boolean {
  return config.bootData.user.permissions?.[action] === true;
}
