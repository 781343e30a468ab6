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
    if (answer === undefined || clock() - askedMs >= keepMs) {
      askedMs = clock();
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
