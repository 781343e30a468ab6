// Whoever asks (a load balancer, Kubernetes) gives up after some seconds; a question in the queue
// before ours may take thirty.
const WAIT_MS_MAX = 2_000;

/**
 * Makes the function that tells whether the store answers. It resolves within `waitMsMax` whatever
 * the store does and never rejects. One question at a time: asking again while one waits adds
 * nothing to the queue.
 */
export function createReadiness(
  ask: () => Promise<unknown>,
  waitMsMax = WAIT_MS_MAX,
): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined;

  async function answered(): Promise<boolean> {
    try {
      await ask();
      return true;
    } catch {
      return false;
    } finally {
      asking = undefined;
    }
  }

  return async function isReady() {
    asking ??= answered();
    const { promise: patience, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), waitMsMax);
    try {
      return await Promise.race([asking, patience]);
    } finally {
      clearTimeout(timer);
    }
  };
}
