import type { Response } from 'express';
import { OPEN_UNTIL } from '../derive/outcome.ts';
import type { Store, StoreLog } from '../store/store.ts';
import { errorLabel } from '../store/store-errors.ts';
import { type ExtraColumns, extraColumns, type WideRow } from './extra-columns.ts';
import { filteredSessions } from './filters.ts';
import { frameOf } from './frame.ts';
import { type QueryConfig, type QueryContext, QueryError } from './query-context.ts';
import type { StreamRequest } from './schema.ts';
import {
  readSessionOf,
  SESSION_COLUMNS,
  SESSION_SELECT,
  type StoredSession,
} from './session-row.ts';

/** Pushes sessions to those who watch. */
export interface LiveSessions {
  /**
   * Answers with server-sent events until either side leaves.
   *
   * @throws {QueryError} when too many watch already, or the filters cannot be answered.
   */
  watch(request: StreamRequest, response: Response): void;
  /** Ends all streams. */
  close(): void;
}

/** What makes a session new to those who watch. */
export interface DerivedSource {
  /** Hears after each derivation the revision that its rows have at least. */
  onDerived(listener: (revision: bigint) => void): void;
}

export interface LiveBounds {
  /** Derivations gather for so long before they are told. */
  readonly gatherMs: number;
  /** Sessions that end by time alone are looked for so often. */
  readonly tickMs: number;
  readonly beatMs: number;
  readonly watchersMax: number;
  /** A watcher with so much unread is let go; it asks again and starts anew. */
  readonly unreadBytesMax: number;
}

const BOUNDS: LiveBounds = {
  gatherMs: 300,
  tickMs: 5_000,
  beatMs: 15_000,
  watchersMax: 100,
  unreadBytesMax: 1024 * 1024,
};

const ROWS_MAX = 500;
// What happens now is about sessions of today; older ones that are sent again are history.
const AGE_MS_MAX = 24 * 3_600_000;

interface Watcher {
  readonly request: StreamRequest;
  readonly extra: ExtraColumns;
  readonly response: Response;
}

/**
 * The condition for sessions that may have changed: outcomes of all others of the day need not be looked
 * at. Of rows that were replaced since, too, as it is asked without FINAL.
 */
export const MAY_HAVE_CHANGED = `(started_at, trace_id) IN (
  SELECT started_at, trace_id
  FROM sessions
  WHERE started_at >= fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC')
    AND (revision >= {since:UInt64}
      OR ${OPEN_UNTIL} BETWEEN fromUnixTimestamp64Milli({lastMs:Int64}, 'UTC')
        AND fromUnixTimestamp64Milli({now:Int64}, 'UTC'))
)`;

/** The text of the query for sessions that changed, over filtered sessions of the last day. */
export function changedRowsSql(sessions: string, extra = '[] AS extra'): string {
  return `
SELECT ${SESSION_SELECT}, ${extra}
FROM (${sessions})
WHERE revision >= {since:UInt64}
  OR (is_idle AND open_until >= fromUnixTimestamp64Milli({lastMs:Int64}, 'UTC'))
ORDER BY started_at DESC, trace_id DESC
LIMIT ${ROWS_MAX}`;
}

/** Makes the source of `GET /api/v1/stream`; nothing runs while nobody watches. */
export function createLiveSessions(
  store: Pick<Store, 'query'>,
  config: QueryConfig,
  derived: DerivedSource,
  log: StoreLog,
  bounds: LiveBounds = BOUNDS,
): LiveSessions {
  const watchers = new Set<Watcher>();
  let since: bigint | undefined;
  let lastMs = Date.now();
  let gathering: NodeJS.Timeout | undefined;
  let timers: NodeJS.Timeout[] = [];
  let telling: Promise<void> = Promise.resolve();

  function contextAt(nowMs: number): QueryContext {
    return { store, config, fromMs: nowMs - AGE_MS_MAX, toMs: nowMs + AGE_MS_MAX, nowMs };
  }

  function tellSoon(): void {
    if (watchers.size === 0) return;
    gathering ??= setTimeout(() => {
      gathering = undefined;
      telling = telling.then(tell);
    }, bounds.gatherMs);
  }

  async function tell(): Promise<void> {
    const nowMs = Date.now();
    const changed = { since: (since ?? 2n ** 63n).toString(), lastMs };
    since = undefined;
    lastMs = nowMs;
    const groups = Map.groupBy(watchers, ({ request }) => JSON.stringify(request));
    for (const same of groups.values()) {
      const [first] = same;
      if (first === undefined) continue;
      try {
        const event = await eventFor(first, changed, contextAt(nowMs));
        if (event !== undefined) for (const watcher of same) send(watcher, event);
      } catch (error) {
        log.error({ reason: errorLabel(error) }, 'live sessions could not be read');
        for (const watcher of same) watcher.response.destroy();
      }
    }
  }

  function send({ response }: Watcher, event: string): void {
    if (response.writableLength > bounds.unreadBytesMax) response.destroy();
    else response.write(event);
  }

  function start(): void {
    lastMs = Date.now();
    since = undefined;
    timers = [
      setInterval(tellSoon, bounds.tickMs),
      setInterval(() => {
        for (const watcher of watchers) send(watcher, ': beat\n\n');
      }, bounds.beatMs),
    ];
  }

  function stop(): void {
    for (const timer of timers) clearInterval(timer);
    clearTimeout(gathering);
    gathering = undefined;
  }

  derived.onDerived((revision) => {
    if (watchers.size === 0) return;
    if (since === undefined || revision < since) since = revision;
    tellSoon();
  });

  return {
    watch(request, response) {
      if (watchers.size >= bounds.watchersMax) {
        throw new QueryError(503, `More than ${bounds.watchersMax} watch already; try again later`);
      }
      // What is wrong with the filters is said before the stream begins.
      filteredSessions(request.filters, contextAt(Date.now()));
      const watcher = { request, extra: extraColumns(request.columns), response };
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Nginx would hold events back.
        'x-accel-buffering': 'no',
      });
      response.write('retry: 2000\n\n');
      if (watchers.size === 0) start();
      watchers.add(watcher);
      response.once('close', () => {
        watchers.delete(watcher);
        if (watchers.size === 0) stop();
      });
    },
    close() {
      stop();
      for (const { response } of watchers) response.end();
    },
  };
}

async function eventFor(
  { request, extra }: Watcher,
  changed: { readonly since: string; readonly lastMs: number },
  context: QueryContext,
): Promise<string | undefined> {
  const needed = `${SESSION_SELECT} ${extra.select} started_at revision is_idle open_until`;
  const { sql, params } = filteredSessions(request.filters, context, needed, MAY_HAVE_CHANGED);
  const found = await context.store.query<StoredSession & Pick<WideRow, 'extra'>>(
    changedRowsSql(sql, extra.select),
    { ...params, ...extra.params, ...changed },
  );
  if (found.length === 0) return undefined;
  const { config, nowMs } = context;
  const rows = await extra.complete(
    found.map((row) => ({ ...readSessionOf(row, config, nowMs), extra: row.extra })),
    context,
  );
  const columns = [...SESSION_COLUMNS, ...extra.columns];
  // With this many, some are missing: whoever watches asks for the list again.
  const custom = { isCut: found.length === ROWS_MAX };
  const frame = frameOf('sessions', 'stream', columns, rows, { custom });
  return `event: sessions\ndata: ${JSON.stringify(frame)}\n\n`;
}
