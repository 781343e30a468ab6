import { useCallback, useRef, useState } from 'react';
import type { Interval } from '../state/time-range.ts';
import { type Failure, toFailure } from './failure.ts';
import type { SessionsPage } from './read-results.ts';
import {
  appendPage,
  mergeRows,
  missingRows,
  planRefresh,
  type Refresh,
  refreshList,
  type SessionList,
  showWaiting,
  startList,
} from './session-list.ts';
import type { SessionRow, SessionsClient } from './session-types.ts';
import { useAsking } from './use-asking.ts';
import { askSession } from './use-session-detail.ts';

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
  /** Takes sessions that have just begun or changed; asks for all where not all are told. */
  readonly merge: (rows: readonly SessionRow[], isCut: boolean) => void;
}

/** Which part of the sessions is asked for. */
export interface PageQuestion {
  /** Instead of the range's end. */
  readonly toMs?: number;
  readonly limit: number;
  readonly cursor?: string;
  /** Set where only the store knows what changed: no answer that is there already will do. */
  readonly isAnew?: boolean;
}

export interface ListQuestion {
  readonly askPage: (asked: PageQuestion, signal?: AbortSignal) => Promise<SessionsPage>;
  /** Rows that a page brings. */
  readonly pageRows: number;
  /** When sessions that are told of have to begin to belong into the list. */
  readonly within: Interval;
  /** Trace id of the session whose steps are open: its row does not go away. */
  readonly open: string | undefined;
  /** Whether somebody reads the rows, so that none of them may move. */
  readonly isRead: () => boolean;
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

  // How often not all that changed was told, and how many of these times the list has caught up with.
  const cuts = useRef({ told: 0, answered: 0 });
  const [catchUp, setCatchUp] = useState(0);

  const askRefresh = async (signal: AbortSignal): Promise<Refresh & { readonly cuts: number }> => {
    const { told, answered } = cuts.current;
    const anew = told > answered && { isAnew: true };
    const list = heldRef.current.key === key ? heldRef.current.list : undefined;
    const { askPage, pageRows, isRead } = latest.current.question;
    const plan = planRefresh(list, pageRows, isRead());
    const [newest, shown] = await Promise.all([
      askPage({ limit: plan.newestLimit, ...anew }, signal),
      plan.shown === undefined ? undefined : askPage(plan.shown, signal),
    ]);
    const missing = list === undefined ? [] : missingRows(list, { newest, shown });
    const open = missing.find((row) => row.traceId === latest.current.question.open);
    return {
      cuts: told,
      newest,
      shown,
      // Somebody may have begun to read meanwhile; then the rows stay.
      isRead: isRead(),
      open: open && ((await askSession(client, open.traceId, signal))?.session ?? open),
    };
  };

  const retry = useAsking({
    source: client,
    key,
    tick: tick + catchUp,
    ask: askRefresh,
    onAnswer: ({ cuts: answered, ...refresh }, asked) => {
      setHeld((before) =>
        before.key === asked && before.list !== undefined
          ? { ...before, list: refreshList(before.list, refresh), failure: undefined }
          : { ...NOTHING, key: asked, list: startList(refresh.newest) },
      );
      cuts.current.answered = answered;
      // More went untold meanwhile.
      if (answered < cuts.current.told) setCatchUp((times) => times + 1);
    },
    onFailure: (failure) => setHeld((before) => ({ ...before, failure })),
  });

  const loadMore = useCallback(async () => {
    const asked = heldRef.current;
    if (asked.more === 'loading' || asked.list?.next === undefined) {
      return undefined;
    }
    setHeld((before) => ({ ...before, more: 'loading', moreFailure: undefined }));
    try {
      const { askPage, pageRows } = latest.current.question;
      const page = await askPage({ ...asked.list.next, limit: pageRows });
      // The reader may have asked for something else meanwhile: then this page belongs nowhere.
      if (heldRef.current.key !== asked.key) {
        return undefined;
      }
      const known = new Set(heldRef.current.list?.rows.map((row) => row.traceId));
      setHeld((before) =>
        before.list === undefined || before.key !== asked.key
          ? before
          : { ...before, list: appendPage(before.list, page), more: 'idle' },
      );
      return page.rows.find((row) => !known.has(row.traceId))?.traceId;
    } catch (error) {
      setHeld((before) =>
        before.key === asked.key
          ? { ...before, more: 'idle', moreFailure: toFailure(error) }
          : before,
      );
      return undefined;
    }
  }, []);

  const showNew = useCallback(() => {
    setHeld((before) =>
      before.list === undefined ? before : { ...before, list: showWaiting(before.list) },
    );
  }, []);
  const merge = useCallback((rows: readonly SessionRow[], isCut: boolean) => {
    const { isRead, within, pageRows } = latest.current.question;
    const telling = { isRead: isRead(), within, pageRows };
    setHeld((before) =>
      before.list === undefined || before.key !== latest.current.key
        ? before
        : { ...before, list: mergeRows(before.list, rows, telling) },
    );
    if (isCut) {
      cuts.current.told += 1;
      setCatchUp((times) => times + 1);
    }
  }, []);
  const { key: heldKey, ...state } = held;
  return { ...state, isCurrent: heldKey === key, retry, loadMore, showNew, merge };
}
