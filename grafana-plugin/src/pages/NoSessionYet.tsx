import { EmptyState, LinkButton } from '@grafana/ui';
import { CONFIGURATION_HREF } from '../plugin-ids.ts';
import { isAllowed } from './permissions.ts';

/** The store is empty: the setup page says what to set in the app. */
export function NoSessionYet() {
  return (
    <EmptyState
      variant="call-to-action"
      message="Waiting for the first session"
      button={
        isAllowed('plugins:write') ? (
          <LinkButton href={CONFIGURATION_HREF}>Set up your app</LinkButton>
        ) : undefined
      }
    >
      The data source answers, but no USSD session has arrived yet. This page opens by itself when
      one does.
    </EmptyState>
  );
}
