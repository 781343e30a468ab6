import type { SessionRow } from '../data/session-types.ts';
import { useNow } from '../data/use-now.ts';
import { formatDuration } from '../format/duration.ts';

interface Props {
  readonly session: Pick<SessionRow, 'startedAt' | 'timeSpentMs' | 'outcome'>;
}

/** Start to last update; while the session is open, a clock that runs since its start. */
export function TimeSpent({ session }: Props) {
  const open = session.outcome === 'in_progress';
  const now = useNow(open);
  if (!open) {
    return <>{formatDuration(session.timeSpentMs)}</>;
  }
  const seconds = Math.floor(Math.max(session.timeSpentMs, now - session.startedAt) / 1000);
  return (
    <span title={`Since its start; last heard of after ${formatDuration(session.timeSpentMs)}`}>
      {seconds < 60 ? `${seconds}\u00a0s` : formatDuration(seconds * 1000)}
    </span>
  );
}
