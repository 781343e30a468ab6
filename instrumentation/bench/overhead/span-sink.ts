import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** Longer than any exporter of the measured apps waits with a batch. */
const QUIET_MS = 2_000;
const POLL_MS = 20;

/** The process that takes the spans of every variant. */
export interface SpanSink {
  readonly endpoint: string;
  /** Spans so far. */
  count(): Promise<number>;
  /**
   * Resolves with the spans so far when there are as many as wanted, or none has come for so long
   * that none will.
   */
  countWhen(wanted: number): Promise<number>;
  stop(): void;
}

export async function startSpanSink(): Promise<SpanSink> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'span-counter.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const endpoint = `http://127.0.0.1:${/port (\d+)/.exec(String(line))?.[1]}`;
  const count = async () => ((await (await fetch(endpoint)).json()) as { spans: number }).spans;
  return {
    endpoint,
    count,
    async countWhen(wanted) {
      let spans = await count();
      for (let since = performance.now(); spans < wanted; ) {
        await pause(POLL_MS);
        const now = await count();
        if (now !== spans) since = performance.now();
        else if (performance.now() - since > QUIET_MS) break;
        spans = now;
      }
      return spans;
    },
    stop: () => child.kill(),
  };
}
