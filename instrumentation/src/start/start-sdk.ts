import { createRequire } from 'node:module';
import path from 'node:path';
import { DiagLogLevel, metrics, trace } from '@opentelemetry/api';
import { readStart } from '../config.ts';
import { UssdInstrumentation } from '../instrumentation.ts';
import { claimStart } from '../sole-observer.ts';
import { flushOnExit } from './flush-on-exit.ts';
import { hookImports } from './hook-imports.ts';
import { identifyApp } from './identify-app.ts';
import { createStderrLogger, say } from './stderr-logger.ts';

interface Sdk {
  readonly NodeSDK: typeof import('@opentelemetry/sdk-node').NodeSDK;
  /** Of the API that the SDK finds, which may be another than ours. */
  readonly diag: typeof import('@opentelemetry/api').diag;
}

/**
 * Starts an SDK with the USSD instrumentation alone, configured by `OTEL_*` and `HOPSCOPE_*`.
 *
 * What is missing is said in one line on stderr. Runs to its end without waiting, so that the app's
 * first line finds an SDK whether we were loaded by `--import` or by `--require`.
 *
 * @param ownRequire looks beside this package
 */
export function startSdk(ownRequire: NodeJS.Require): void {
  const start = readStart(identifyApp(process.argv[1]));
  if (start.disabled) return;
  if (!claimStart()) return;
  if (isSet(trace.getTracerProvider() as unknown as Flushing)) {
    // Another would be refused by the API, with an error for each of its parts.
    say('OpenTelemetry is set up already; sessions go where it sends its spans');
    new UssdInstrumentation();
    flushOnExit(flush);
    return;
  }
  const sdk = loadSdk(ownRequire);
  if (sdk === undefined) {
    say(
      '@opentelemetry/sdk-node is not installed; nothing is recorded. ' +
        'Install it: npm install @opentelemetry/sdk-node@latest',
    );
    return;
  }
  // With OTEL_LOG_LEVEL the SDK brings its own logger. Set through the SDK's API: whichever version
  // registers first, the API refuses all others (tried with 1.9.1 here and 1.10.0 there).
  if (!start.hasLogLevel) sdk.diag.setLogger(createStderrLogger(), DiagLogLevel.WARN);
  hookImports(ownRequire);
  const ussd = new UssdInstrumentation();
  start.withDefaults(() => {
    new sdk.NodeSDK({ instrumentations: [ussd] }).start();
  });
  if (start.exportsTraces && !isSet(trace.getTracerProvider() as unknown as Flushing)) {
    say(
      'this app has @opentelemetry/api in two versions, of which the newer does not see the SDK ' +
        'of the older; nothing is recorded. Make them one: npm ls @opentelemetry/api',
    );
  }
  flushOnExit(flush);
}

/** From beside this package or, when that was linked in from elsewhere, from the app's folder. */
function loadSdk(ownRequire: NodeJS.Require): Sdk | undefined {
  const fromApp = createRequire(path.resolve(process.argv[1] ?? '.', 'app.js'));
  for (const load of [ownRequire, fromApp]) {
    try {
      const { NodeSDK } = load('@opentelemetry/sdk-node');
      const ofSdk = createRequire(load.resolve('@opentelemetry/sdk-node'));
      return { NodeSDK, diag: ofSdk('@opentelemetry/api').diag };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return undefined;
}

function isNotFound(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

interface Flushing {
  readonly getDelegate?: () => unknown;
  readonly forceFlush?: () => Promise<void>;
}

// The API has no forceFlush: an SDK's provider behind the API's proxy has it.
const realOf = (provider: Flushing) => (provider.getDelegate?.() ?? provider) as Flushing;

const isSet = (provider: Flushing) => realOf(provider).forceFlush !== undefined;

async function flush(): Promise<void> {
  const providers = [
    trace.getTracerProvider(),
    metrics.getMeterProvider(),
  ] as unknown as Flushing[];
  // Each for itself: one that rejects or waits does not keep the other's.
  await Promise.allSettled(providers.map(async (provider) => realOf(provider).forceFlush?.()));
}
