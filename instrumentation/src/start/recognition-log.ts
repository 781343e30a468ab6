import process from 'node:process';
import { templateOf } from '../privacy/url.ts';
import { pathOf } from '../server/candidate.ts';

/** Different lines that are said; an app has few routes, a scanner tries thousands of paths. */
const LINES_MAX = 100;

/** Says once per route what came of its requests: `HOPSCOPE_DEBUG`. */
export class RecognitionLog {
  readonly #said = new Set<string>();

  /**
   * @param target as in the request line; what may be an id or a number in it is not said
   * @param what made only when there is still room for it
   */
  say(method: string, target: string, what: () => string): void {
    if (this.#said.size >= LINES_MAX) return;
    const route = templateOf(pathOf(target), { scrub: (segment) => segment });
    const line = `${method} ${route}: ${what()}`;
    if (this.#said.has(line)) return;
    this.#said.add(line);
    process.stderr.write(`hopscope: ${line}\n`);
  }
}
