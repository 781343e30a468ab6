/**
 * Looks at how a promise that nobody else has seen yet fails, and fails the same way.
 *
 * Only for what a method is about to return: whoever gets it has the one promise that can be left
 * unhandled.
 */
export function withFailure(returned: unknown, look: (error: unknown) => void): unknown {
  if (!(returned instanceof Promise)) return returned;
  return returned.catch((error: unknown) => {
    look(error);
    throw error;
  });
}
