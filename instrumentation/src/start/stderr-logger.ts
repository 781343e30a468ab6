import type { DiagLogger } from '@opentelemetry/api';
import { PACKAGE_NAME } from '../version.ts';

/** Different texts that are said; a process that runs for months must not fill its log with ours. */
const LINES_MAX = 30;
const STACK = /\n {4}at [\s\S]*$/;
/** Our longest names every provider; the texts of others may be pages. */
const LINE_CHARACTERS_MAX = 1_000;

/** How OpenTelemetry's API refuses a second SDK. */
const SECOND_SDK = /duplicate registration of API: trace/;

const SECOND_SDK_REMEDY =
  " (the app starts an SDK of its own behind register's, and it gets no spans: start it by --import, and " +
  'put --import @hopscope/instrumentation/register behind that)';

/** What to do about a backend's answer, whose own words name no setting of the app. */
const REMEDIES: Readonly<Record<string, string>> = {
  401:
    '(the backend asks for a token: give the app the one that the backend has in HOPSCOPE_TOKEN, ' +
    'OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>")',
  403:
    '(the backend is asked by a name that needs a token: set HOPSCOPE_TOKEN for the backend, and for ' +
    'the app OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>")',
};

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
  const message = (messageInside(text) ?? text.replace(STACK, '')).replace(/\s*\n\s*/g, ' ');
  const remedy = SECOND_SDK.test(message) ? SECOND_SDK_REMEDY : '';
  return message.slice(0, LINE_CHARACTERS_MAX) + remedy;
}

// The SDK's error handler writes an error as JSON with its stack.
function messageInside(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { name, message, code } = JSON.parse(text) as Record<string, unknown>;
    const remedy = name === 'OTLPExporterError' ? REMEDIES[String(code)] : undefined;
    return [name, message, code, remedy]
      .filter((part) => typeof part === 'string' && part)
      .join(' ');
  } catch {
    return undefined;
  }
}
