import type { Config } from './config.ts';
import { ConfigError, readConfig } from './config.ts';
import { startDeriving } from './derive/deriver.ts';
import { createRollUp } from './derive/roll-up.ts';
import { reportError } from './error-report.ts';
import { createLog, type Log } from './log.ts';
import { createLiveSessions, type LiveSessions } from './query/live-sessions.ts';
import { createQuestionQueue } from './query/question-queue.ts';
import { createQueryRouter } from './query/router.ts';
import { createSessionCounters } from './query/session-counts.ts';
import { createSessionMetrics } from './query/session-metrics.ts';
import { createServer, ListenError, type Server } from './server.ts';
import { createStore, type Store } from './store/store.ts';
import { StoreOpenError } from './store/store-errors.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog();
  const store = await createStore({ ...config, log });
  try {
    const deriver = await startDeriving(store, log);
    const queue = createQuestionQueue(store);
    // What several have asked for is answered also when the first of them has left.
    const shared = { ...store, query: queue(() => false).query };
    const rollUp = await createRollUp(shared, config, deriver, log);
    rollUp.start();
    const live = createLiveSessions(store, config, deriver, log);
    const queryRouter = createQueryRouter({ queue, config, log, rollUp, received: store, live });
    const counters = await createSessionCounters(store, config);
    const registries = [createSessionMetrics(counters)];
    const server = createServer({ config, store, queryRouter, log, registries });
    const address = await server.listen();
    stopOnSignal(server, live, store, log);
    log.info({ address, ...describe(config) }, 'Hopscope is ready');
  } catch (error) {
    await store.close();
    throw error;
  }
}

function describe({ capture, clickhouseUrl, dataDir, userHashKeys }: Config) {
  const data = clickhouseUrl === undefined ? dataDir : 'ClickHouse server';
  return { data, capture, msisdnSearch: userHashKeys.length > 0 };
}

// One Ctrl-C arrives twice: from the terminal, and from npm, which passes it on.
const SAME_SIGNAL_MS = 1_000;
// Long enough for the slowest request and derivation. What was acknowledged is on disk, so giving up
// loses nothing: the next start derives what is missing.
const STOP_MS_MAX = 25_000;

/** The first signal ends things in order; a second one, later, ends the process. */
function stopOnSignal(server: Server, live: LiveSessions, store: Store, log: Log): void {
  let stoppingSinceMs: number | undefined;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stoppingSinceMs !== undefined) {
      if (Date.now() - stoppingSinceMs > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSinceMs = Date.now();
    setTimeout(() => {
      log.error('Could not stop in time; the next start goes on from what is on disk');
      process.exit(1);
    }, STOP_MS_MAX).unref();
    log.info({ signal }, 'Stopping: finishing requests and writing what waits');
    try {
      live.close();
      await server.close();
      await store.close();
      log.info('Stopped');
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'Could not stop in order');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function startProblem(error: unknown): string {
  const { type, code, message = '', stack = '' } = reportError(error);
  const what = code === undefined ? type : `${type} (${code})`;
  return [`Hopscope could not start: ${what}`, message, stack]
    .filter((line) => line !== '')
    .join('\n');
}

main().catch((error: unknown) => {
  const isExpected =
    error instanceof ConfigError || error instanceof StoreOpenError || error instanceof ListenError;
  // One clear line for what the user can mend; the rest may quote rows, so not even its message.
  console.error(isExpected ? error.message : startProblem(error));
  process.exit(1);
});
