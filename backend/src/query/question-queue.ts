import type { QueryContext } from './query-context.ts';

type Asked = QueryContext['store'];

/** Whoever asked has closed the connection; there is nobody to answer. */
export class AskerGoneError extends Error {
  override readonly name = 'AskerGoneError';
}

// As many as the embedded database has connections for (store/open-databases.ts): one that waits there
// would hold one of Node's four worker threads, which also inflate bodies and write files.
const RUNNING_MAX = 2;

/** Makes one request's view of the store. */
export type QuestionQueue = (isGone: () => boolean) => Asked;

/**
 * Lets few questions at a time through to the store. The others wait here, where they can still be
 * dropped: a statement that the database has begun runs to its end.
 *
 * @returns makes one request's view of the store; its `query` throws `AskerGoneError` when `isGone`
 *   says so at the moment the question's turn has come.
 */
export function createQuestionQueue(store: Asked, runningMax = RUNNING_MAX): QuestionQueue {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function takeTurn(): Promise<void> {
    if (running < runningMax) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Hands the turn on, so that nobody who comes just then gets ahead of those who wait. */
  function passTurn(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return (isGone) => ({
    async query(sql, params) {
      await takeTurn();
      try {
        if (isGone()) throw new AskerGoneError('Whoever asked has left');
        return await store.query(sql, params);
      } finally {
        passTurn();
      }
    },
  });
}
