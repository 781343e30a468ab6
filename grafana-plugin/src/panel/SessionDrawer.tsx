import { Drawer } from '@grafana/ui';
import { useEffect, useRef } from 'react';
import {
  formatDateTime,
  type SessionRow,
  SessionSteps,
  type SessionsClient,
  stepsButtonId,
} from '../components/index.ts';

interface Props {
  readonly client: SessionsClient;
  readonly session: SessionRow;
  readonly timeZone: string;
  readonly pollMs: number;
  readonly onClose: () => void;
}

/**
 * One session's steps beside the dashboard. Escape closes it, and the focus goes back to the session's
 * button: Grafana's own drawer gives the first Escape to the tooltip of its Close button, on which it
 * begins, and leaves the focus nowhere (12.4).
 */
export function SessionDrawer({ client, session, timeZone, pollMs, onClose }: Props) {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close.current();
      }
    };
    document.addEventListener('keydown', closeOnEscape, { capture: true });
    return () => document.removeEventListener('keydown', closeOnEscape, { capture: true });
  }, []);
  const { traceId } = session;
  useEffect(
    () => () => {
      // After the drawer has let go of the focus.
      setTimeout(() => document.getElementById(stepsButtonId(traceId))?.focus());
    },
    [traceId],
  );
  const where = [session.network, session.serviceCode].filter((word) => word !== '').join(', ');
  return (
    <Drawer
      title={`Session ${session.sessionId}`}
      subtitle={`${formatDateTime(session.startedAt, timeZone)}${where === '' ? '' : ` · ${where}`}`}
      size="md"
      onClose={onClose}
    >
      <SessionSteps {...{ client, timeZone, pollMs, traceId }} row={session} />
    </Drawer>
  );
}
