import { useCallback, useEffect, useRef, useState } from 'react';
import type { Interval } from '../state/time-range.ts';
import { type Failure, isAborted, toFailure } from './failure.ts';
import { readSessionsPage, type SessionsPage } from './read-results.ts';
import {
  appendPage,
  refreshList,
  type SessionList,
  showWaiting,
  startList,
} from './session-list.ts';
import type { Filters, SessionsClient } from './session-types.ts';

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

/** The sessions of one question: first page, further pages, and what arrives meanwhile. */
export function useSessionList(
  client: SessionsClient,
  key: string,
  tick: number,
  question: { readonly interval: Interval; readonly filters: Filters },
): SessionListState {
  const [held, setHeld] = useState<Held>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const heldRef = useRef(held);
  heldRef.current = held;
  const latest = useRef({ key, question });
  latest.current = { key, question };

  const ask = useCallback(
    async (cursor: string | undefined, signal?: AbortSignal): Promise<SessionsPage> => {
      const { interval, filters } = latest.current.question;
      const response = await client.query(
        {
          from: interval.fromMs,
          to: interval.toMs,
          queries: [
            {
              refId: 'sessions',
              queryType: 'sessions',
              limit: PAGE_ROWS,
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: key, tick and attempt are what asks again
  useEffect(() => {
    const controller = new AbortController();
    ask(undefined, controller.signal).then(
      (page) => {
        if (!controller.signal.aborted) {
          setHeld((before) =>
            before.key === key && before.list !== undefined
              ? { ...before, list: refreshList(before.list, page), failure: undefined }
              : { ...NOTHING, key, list: startList(page) },
          );
        }
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isAborted(error)) {
          setHeld((before) => ({ ...before, failure: toFailure(error) }));
        }
      },
    );
    return () => controller.abort();
  }, [ask, key, tick, attempt]);

  const loadMore = useCallback(async () => {
    const asked = heldRef.current;
    if (asked.more === 'loading' || asked.list?.nextCursor === undefined) {
      return undefined;
    }
    setHeld((before) => ({ ...before, more: 'loading', moreFailure: undefined }));
    try {
      const page = await ask(asked.list.nextCursor);
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
  }, [ask]);

  const showNew = useCallback(() => {
    setHeld((before) =>
      before.list === undefined ? before : { ...before, list: showWaiting(before.list) },
    );
  }, []);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  const { key: heldKey, ...state } = held;
  return { ...state, isCurrent: heldKey === key, retry, loadMore, showNew };
}
