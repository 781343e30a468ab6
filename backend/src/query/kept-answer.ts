/** A question whose answer is kept. */
export type KeptAnswer<Answer> = () => Promise<Answer>;

/**
 * Asks at most once in `keepMs`; who asks meanwhile is given the same answer. A failure is not kept.
 *
 * @param clock in milliseconds, of which only differences are looked at.
 */
export function keptAnswer<Answer>(
  ask: () => Promise<Answer>,
  keepMs: number,
  clock = () => performance.now(),
): KeptAnswer<Answer> {
  let answer: Promise<Answer> | undefined;
  let askedMs = 0;
  return async () => {
    const nowMs = clock();
    // Before it was asked: a clock that was set back.
    if (answer === undefined || nowMs < askedMs || nowMs - askedMs >= keepMs) {
      askedMs = nowMs;
      answer = ask();
    }
    const mine = answer;
    try {
      return await mine;
    } catch (error) {
      if (answer === mine) answer = undefined;
      throw error;
    }
  };
}
