import { EmptyState, LinkButton } from '@grafana/ui';
import { CONFIGURATION_HREF } from '../plugin-ids.ts';
import { isAllowed } from './permissions.ts';

/** There is nothing to ask yet: says what to do. */
export function NoDatasource() {
  return (
    <EmptyState
      variant="call-to-action"
      message="There is no Hopscope data source yet"
      button={
        isAllowed('plugins:write') ? (
          <LinkButton href={CONFIGURATION_HREF}>Set up Hopscope</LinkButton>
        ) : undefined
      }
    >
      It says where the Hopscope backend is. An administrator of this Grafana adds it once.
    </EmptyState>
  );
}
