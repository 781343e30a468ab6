/** Sightings count this long; traffic is spread for as long as an app has more than one process. */
const SIGHTING_MS = 60 * 60_000;

/**
 * Remembers that another process serves sessions of a provider too.
 *
 * A cumulative text shows when a request went elsewhere. Where the gateway sends only the latest
 * input nothing does, so a screen shown here may not be the one that was answered: a PIN would look
 * like an amount. One session that arrives in its middle is the sign that this can happen.
 */
export class OtherProcesses {
  readonly #until = new Map<string, number>();

  sighted(provider: string, atMs: number): void {
    this.#until.set(provider, Math.max(atMs + SIGHTING_MS, this.#until.get(provider) ?? 0));
  }

  serve(provider: string, atMs: number): boolean {
    return atMs < (this.#until.get(provider) ?? 0);
  }
}
