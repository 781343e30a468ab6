import { Drawer } from '@grafana/ui';
import {
  formatDateTime,
  type SessionRow,
  SessionSteps,
  type SessionsClient,
} from '../components/index.ts';

interface Props {
  readonly client: SessionsClient;
  readonly session: SessionRow;
  readonly timeZone: string;
  readonly pollMs: number;
  readonly onClose: () => void;
}

/** One session's steps beside the dashboard. */
export function SessionDrawer({ client, session, timeZone, pollMs, onClose }: Props) {
  const where = [session.network, session.serviceCode].filter((word) => word !== '').join(', ');
  return (
    <Drawer
      title={`Session ${session.sessionId}`}
      subtitle={`${formatDateTime(session.startedAt, timeZone)}${where === '' ? '' : ` · ${where}`}`}
      size="md"
      onClose={onClose}
    >
      <SessionSteps {...{ client, timeZone, pollMs }} traceId={session.traceId} />
    </Drawer>
  );
}
