import { isLiveChannelMessageEvent, LiveChannelScope } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import type { Frame, Immutable, QueryRequest } from '@hopscope/client';
import { filter, map, type Observable } from 'rxjs';
import { sha256 } from './sha-256.ts';

type SessionsQuery = Extract<QueryRequest['queries'][number], { queryType: 'sessions' }>;

/** Which sessions are watched; all live ones when nothing is said. */
export type Watched = Immutable<Pick<SessionsQuery, 'filters' | 'columns'>>;

/**
 * Sessions as they begin and change, a second or two after their spans: frames like those of a
 * `sessions` query. Everybody who watches the same shares one stream; when it breaks, Grafana begins
 * it again, and what happened meanwhile is missing until the list is asked for anew.
 *
 * @param uid of the data source.
 */
export function watchSessions(
  live: Pick<GrafanaLiveSrv, 'getStream'>,
  uid: string,
  watched: Watched = {},
): Observable<Frame> {
  const address = {
    scope: LiveChannelScope.DataSource,
    stream: uid,
    // Grafana keeps one stream a path, whatever its data are.
    path: `sessions/${nameOf(JSON.stringify(watched))}`,
    data: watched,
  };
  return live.getStream<Frame>(address).pipe(
    filter(isLiveChannelMessageEvent),
    map(({ message }) => message),
  );
}

// The bridge asks for exactly this name (pkg/bridge/handler_stream.go): else whoever came first with it
// would decide what all others see. Half of the hash, because a channel takes 160 characters.
function nameOf(text: string): string {
  return sha256(text).slice(0, 32);
}
