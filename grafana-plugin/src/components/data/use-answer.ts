import { useState } from 'react';
import type { Failure } from './failure.ts';
import { useAsking } from './use-asking.ts';

/** What is known about one question. */
export interface Answer<T> {
  /** The last answer, kept while a newer question is under way, so that nothing jumps. */
  readonly data: T | undefined;
  /** Whether `data` answers the question that is asked now. */
  readonly isCurrent: boolean;
  /** Why the last attempt failed; `data` may still hold an earlier answer. */
  readonly failure: Failure | undefined;
  readonly retry: () => void;
}

interface Held<T> {
  readonly key: string | undefined;
  readonly data: T | undefined;
  readonly failure: Failure | undefined;
}

/**
 * Asks a question again whenever its key, its source or the tick changes; the newest one wins.
 *
 * @param key names the question; an answer to another key is kept on display but not current.
 * @param tick asks the same question again, quietly, once the last answer is there.
 * @param ask is called with a signal that aborts when a newer question took its place.
 */
export function useAnswer<T>(
  source: unknown,
  key: string,
  tick: number | string,
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const [held, setHeld] = useState<Held<T>>({
    key: undefined,
    data: undefined,
    failure: undefined,
  });
  const retry = useAsking({
    source,
    key,
    tick,
    ask,
    onAnswer: (data, asked) => setHeld({ key: asked, data, failure: undefined }),
    onFailure: (failure) => setHeld((before) => ({ ...before, failure })),
  });
  return { data: held.data, isCurrent: held.key === key, failure: held.failure, retry };
}
