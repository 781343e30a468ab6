import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DiagLogLevel, diag, trace } from '@opentelemetry/api';
import { readStart } from '../config.ts';
import { UssdInstrumentation } from '../instrumentation.ts';
import { flushOnExit } from './flush-on-exit.ts';
import { identifyApp } from './identify-app.ts';
import { createStderrLogger, say } from './stderr-logger.ts';

/**
 * Starts an SDK with the USSD instrumentation alone, configured by `OTEL_*` and `HOPSCOPE_*`.
 *
 * What is missing is said in one line on stderr.
 */
export async function startSdk(): Promise<void> {
  const start = readStart(identifyApp(process.argv[1]));
  if (start.disabled) return;
  if (!nodeIsNewEnough(process.versions.node)) {
    say(`Node ${process.versions.node} is too old, expected 22.15 or newer; nothing is recorded`);
    return;
  }
  const sdkNode = await importSdkNode();
  if (sdkNode === undefined) {
    say(
      '@opentelemetry/sdk-node is not installed; nothing is recorded. ' +
        'Install it: npm install @opentelemetry/sdk-node',
    );
    return;
  }
  // With OTEL_LOG_LEVEL the SDK brings its own logger.
  if (!start.hasLogLevel) diag.setLogger(createStderrLogger(), DiagLogLevel.WARN);
  start.withDefaults(() => {
    new sdkNode.NodeSDK({ instrumentations: [new UssdInstrumentation()] }).start();
  });
  flushOnExit(() => forceFlush(trace.getTracerProvider() as unknown as Flushing));
}

type SdkNode = typeof import('@opentelemetry/sdk-node');

/** From beside this package or, when that was linked in from elsewhere, from the app's folder. */
async function importSdkNode(): Promise<SdkNode | undefined> {
  const name = '@opentelemetry/sdk-node';
  try {
    return await import(name);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  try {
    const fromApp = createRequire(path.resolve(process.argv[1] ?? '.', 'app.js'));
    return await import(pathToFileURL(fromApp.resolve(name)).href);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return undefined;
  }
}

function isNotFound(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

function nodeIsNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

interface Flushing {
  readonly getDelegate?: () => unknown;
  readonly forceFlush?: () => Promise<void>;
}

// The API has no forceFlush: the SDK's provider behind the API's proxy has it.
async function forceFlush(provider: Flushing): Promise<void> {
  const real = (provider.getDelegate?.() ?? provider) as Flushing;
  await real.forceFlush?.();
}
