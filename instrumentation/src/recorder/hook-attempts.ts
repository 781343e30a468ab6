/** Calls that one hop remembers; more are not looked at. */
const CALLS_MAX = 100;

/**
 * Tells retries from calls: within one hop, the same method and URL again after it failed is the same
 * call sent again. The same once more after a success is another call (polling), and so are two at once.
 */
export class HookAttempts {
  #failures: Map<string, number> | undefined;

  /** How often the call was sent before; `undefined` for the first time (`http.request.resend_count`). */
  resendCount(method: string, url: string): number | undefined {
    return this.#failures?.get(`${method} ${url}`);
  }

  ended(method: string, url: string, failed: boolean): void {
    const call = `${method} ${url}`;
    if (!failed) {
      this.#failures?.delete(call);
      return;
    }
    this.#failures ??= new Map();
    const before = this.#failures.get(call);
    if (before !== undefined || this.#failures.size < CALLS_MAX) {
      this.#failures.set(call, (before ?? 0) + 1);
    }
  }
}
