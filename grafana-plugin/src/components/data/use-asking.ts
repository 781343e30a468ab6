import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure, isAborted, toFailure } from './failure.ts';

/** A question that is asked again and again. */
export interface Asking<T> {
  /** Who is asked, and the question's name: another of either is another question. */
  readonly source: unknown;
  readonly key: string;
  /** Asks the same question again, quietly, whenever it changes. */
  readonly tick: number | string;
  /** The signal aborts when another question took this one's place. */
  readonly ask: (signal: AbortSignal) => Promise<T>;
  readonly onAnswer: (answer: T, key: string) => void;
  readonly onFailure: (failure: Failure) => void;
}

/**
 * Asks a question at once and at every tick; the answer to one that was replaced is not told.
 *
 * A tick is skipped while the same question is under way: were it asked anew, an answer that takes
 * longer than a tick would never be seen, and the backend would work on all that were given up.
 *
 * @returns gives up what is under way and asks anew.
 */
export function useAsking<T>(asking: Asking<T>): () => void {
  const { source, key, tick } = asking;
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(asking);
  latest.current = asking;
  const question = useRef({ controller: new AbortController(), isUnderWay: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: these three make another question
  useEffect(() => {
    const controller = new AbortController();
    question.current = { controller, isUnderWay: false };
    return () => controller.abort();
  }, [source, key, attempt]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what asks again
  useEffect(() => {
    const asked = question.current;
    if (asked.isUnderWay) {
      return;
    }
    asked.isUnderWay = true;
    const { signal } = asked.controller;
    latest.current
      .ask(signal)
      // Before the answer is told: who hears it may ask again at once.
      .finally(() => {
        asked.isUnderWay = false;
      })
      .then(
        (answer) => {
          if (!signal.aborted) {
            latest.current.onAnswer(answer, key);
          }
        },
        (error: unknown) => {
          if (!signal.aborted && !isAborted(error)) {
            latest.current.onFailure(toFailure(error));
          }
        },
      );
  }, [source, key, tick, attempt]);
  return useCallback(() => setAttempt((n) => n + 1), []);
}
