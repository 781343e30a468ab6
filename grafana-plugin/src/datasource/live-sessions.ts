import { isLiveChannelMessageEvent, LiveChannelScope } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import type { Frame, Immutable, QueryRequest } from '@hopscope/client';
import { filter, map, type Observable } from 'rxjs';

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

// FNV-1a, 64 bits: a path takes 160 characters, and crypto.subtle is missing on plain http.
function nameOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16);
}
