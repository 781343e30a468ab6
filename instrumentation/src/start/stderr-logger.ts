import type { DiagLogger } from '@opentelemetry/api';
import { PACKAGE_NAME } from '../version.ts';

/** Different texts that are said; a process that runs for months must not fill its log with ours. */
const LINES_MAX = 30;

/** One line on stderr, for what has to be known although nobody asked for logs. */
export function say(text: string): void {
  process.stderr.write(`hopscope: ${text}\n`);
}

/**
 * Says each warning and error once, in one line.
 *
 * OpenTelemetry's own logger is silent unless asked, so a wrong setting or a backend that cannot be
 * reached would go unnoticed; its console logger would repeat it with every batch, with a stack.
 */
export function createStderrLogger(): DiagLogger {
  const said = new Set<string>();
  const sayOnce = (message: string, ...args: unknown[]) => {
    const text = [message, ...args]
      .filter((part) => part !== PACKAGE_NAME)
      .map(oneLine)
      .join(' ');
    // Attempts and times differ from batch to batch.
    const kind = text.replace(/\d+/g, '0');
    if (said.has(kind) || said.size >= LINES_MAX) return;
    said.add(kind);
    say(text);
  };
  const silent = () => {};
  return { error: sayOnce, warn: sayOnce, info: silent, debug: silent, verbose: silent };
}

function oneLine(value: unknown): string {
  const text = value instanceof Error ? `${value.name}: ${value.message}` : String(value);
  return (messageInside(text) ?? text).replace(/\s*\n\s*/g, ' ').slice(0, 300);
}

// The SDK's error handler writes an error as JSON with its stack.
function messageInside(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { name, message, code } = JSON.parse(text) as Record<string, unknown>;
    return [name, message, code].filter((part) => typeof part === 'string' && part).join(' ');
  } catch {
    return undefined;
  }
}
