/** A line of progress: `History  [#######-------]  48 %  62,310 sessions  21 s`. */
export interface Progress {
  /** @param share from 0 to 1. */
  show(share: number, note: string): void;
  /** Ends the line. */
  end(note: string): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 32;
const REDRAW_MS = 100;

/**
 * On a terminal a bar that is drawn in place, elsewhere a line for every tenth.
 *
 * @param now unix milliseconds.
 */
export function createProgress(title: string, output: Output, now: () => number): Progress {
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let tenths = 0;
  const elapsed = () => `${Math.round((now() - startedAt) / 1000)} s`;

  return {
    show(share, note) {
      const percent = `${Math.round(share * 100)} %`.padStart(5);
      if (!output.isTTY) {
        if (Math.floor(share * 10) <= tenths) return;
        tenths = Math.floor(share * 10);
        output.write(`${title} ${percent}  ${note}  ${elapsed()}\n`);
        return;
      }
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      const full = Math.round(share * BAR_WIDTH);
      const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
      output.write(`\r\u001b[K${title} ${bar} ${percent}  ${note}  ${elapsed()}`);
    },
    end(note) {
      output.write(`${output.isTTY ? '\r\u001b[K' : ''}${title} ${note} in ${elapsed()}\n`);
    },
  };
}
