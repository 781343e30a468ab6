import { useCallback, useRef, useState } from 'react';
import type { Interval } from '../state/time-range.ts';
import { type Failure, toFailure } from './failure.ts';
import { readSessionsPage, type SessionsPage } from './read-results.ts';
import {
  appendPage,
  missingRows,
  planRefresh,
  type Refresh,
  refreshList,
  type SessionList,
  showWaiting,
  startList,
} from './session-list.ts';
import type { Filters, SessionsClient } from './session-types.ts';
import { useAsking } from './use-asking.ts';
import { askSession } from './use-session-detail.ts';

const PAGE_ROWS = 50;

interface Held {
  readonly key: string | undefined;
  readonly list: SessionList | undefined;
  readonly failure: Failure | undefined;
  readonly more: 'idle' | 'loading';
  readonly moreFailure: Failure | undefined;
}

const NOTHING: Held = {
  key: undefined,
  list: undefined,
  failure: undefined,
  more: 'idle',
  moreFailure: undefined,
};

export interface SessionListState extends Omit<Held, 'key'> {
  readonly isCurrent: boolean;
  readonly retry: () => void;
  /** Loads the next page; resolves to the first new row's trace id, if one came. */
  readonly loadMore: () => Promise<string | undefined>;
  readonly showNew: () => void;
}

export interface ListQuestion {
  readonly interval: Interval;
  readonly filters: Filters;
  /** Trace id of the session whose steps are open: its row does not go away. */
  readonly open: string | undefined;
}

interface PageQuestion {
  /** Instead of the interval's end. */
  readonly toMs?: number;
  readonly limit?: number;
  readonly cursor?: string;
}

/** The sessions of one question: first page, further pages, and what arrives meanwhile. */
export function useSessionList(
  client: SessionsClient,
  key: string,
  tick: number,
  question: ListQuestion,
): SessionListState {
  const [held, setHeld] = useState<Held>(NOTHING);
  const heldRef = useRef(held);
  heldRef.current = held;
  const latest = useRef({ key, question });
  latest.current = { key, question };

  const askPage = useCallback(
    async (asked: PageQuestion, signal?: AbortSignal): Promise<SessionsPage> => {
      const { interval, filters } = latest.current.question;
      const { toMs, limit = PAGE_ROWS, cursor } = asked;
      const response = await client.query(
        {
          from: interval.fromMs,
          to: toMs ?? interval.toMs,
          queries: [
            {
              refId: 'sessions',
              queryType: 'sessions',
              limit,
              ...(cursor !== undefined && { cursor }),
              filters,
            },
          ],
        },
        signal,
      );
      return readSessionsPage(response, 'sessions');
    },
    [client],
  );

  const askRefresh = async (signal: AbortSignal): Promise<Refresh> => {
    const list = heldRef.current.key === key ? heldRef.current.list : undefined;
    const plan = planRefresh(list, PAGE_ROWS);
    const [newest, shown] = await Promise.all([
      askPage({ limit: plan.newestLimit }, signal),
      plan.shown === undefined ? undefined : askPage(plan.shown, signal),
    ]);
    const missing = list === undefined ? [] : missingRows(list, { newest, shown });
    const open = missing.find((row) => row.traceId === latest.current.question.open);
    return {
      newest,
      shown,
      open: open && ((await askSession(client, open.traceId, signal))?.session ?? open),
    };
  };

  const retry = useAsking({
    source: client,
    key,
    tick,
    ask: askRefresh,
    onAnswer: (refresh: Refresh, asked) =>
      setHeld((before) =>
        before.key === asked && before.list !== undefined
          ? { ...before, list: refreshList(before.list, refresh), failure: undefined }
          : { ...NOTHING, key: asked, list: startList(refresh.newest) },
      ),
    onFailure: (failure) => setHeld((before) => ({ ...before, failure })),
  });

  const loadMore = useCallback(async () => {
    const asked = heldRef.current;
    if (asked.more === 'loading' || asked.list?.nextCursor === undefined) {
      return undefined;
    }
    setHeld((before) => ({ ...before, more: 'loading', moreFailure: undefined }));
    try {
      const page = await askPage({ cursor: asked.list.nextCursor });
      // The reader may have asked for something else meanwhile: then this page belongs nowhere.
      if (heldRef.current.key !== asked.key) {
        return undefined;
      }
      const known = new Set(heldRef.current.list?.rows.map((row) => row.traceId));
      setHeld((before) =>
        before.list === undefined
          ? before
          : { ...before, list: appendPage(before.list, page), more: 'idle' },
      );
      return page.rows.find((row) => !known.has(row.traceId))?.traceId;
    } catch (error) {
      setHeld((before) => ({ ...before, more: 'idle', moreFailure: toFailure(error) }));
      return undefined;
    }
  }, [askPage]);

  const showNew = useCallback(() => {
    setHeld((before) =>
      before.list === undefined ? before : { ...before, list: showWaiting(before.list) },
    );
  }, []);
  const { key: heldKey, ...state } = held;
  return { ...state, isCurrent: heldKey === key, retry, loadMore, showNew };
}
