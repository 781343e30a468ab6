import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure, isAborted, toFailure } from './failure.ts';

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
 * @param tick asks the same question again, quietly.
 * @param ask is called with a signal that aborts when a newer question took its place.
 */
export function useAnswer<T>(
  source: unknown,
  key: string,
  tick: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Answer<T> {
  const [held, setHeld] = useState<Held<T>>({
    key: undefined,
    data: undefined,
    failure: undefined,
  });
  const [attempt, setAttempt] = useState(0);
  const latestAsk = useRef(ask);
  latestAsk.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: source, tick and attempt are what asks again
  useEffect(() => {
    const controller = new AbortController();
    latestAsk.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) {
          setHeld({ key, data, failure: undefined });
        }
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isAborted(error)) {
          setHeld((before) => ({ ...before, failure: toFailure(error) }));
        }
      },
    );
    return () => controller.abort();
  }, [source, key, tick, attempt]);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return { data: held.data, isCurrent: held.key === key, failure: held.failure, retry };
}
