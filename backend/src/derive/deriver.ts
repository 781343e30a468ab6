import type { Store, StoreLog } from '../store/store.ts';
import { errorLabel, isDataError } from '../store/store-errors.ts';
import { deriveSql, traceIdList } from './derive-sql.ts';
import { readRevision, readUnderivedTraces, writeDerivedUntil } from './derived-until.ts';
import { correctNeighbours } from './neighbours.ts';

/** Keeps the table `sessions` in step with the table `spans`. */
export interface Deriver {
  /** Resolves when every session that was touched before the call is derived. */
  settle(): Promise<void>;
  /** Derives every session of the store again, from all its spans. */
  rebuild(): Promise<void>;
  /** Hears after each derivation the revision that its rows have at least. */
  onDerived(listener: (revision: bigint) => void): void;
}

/** How often and how much is derived. */
export interface DeriverBounds {
  /** Touched traces gather for so long, in milliseconds: a session's next hop often follows soon. */
  readonly gatherMs: number;
  /** Traces in one statement. */
  readonly tracesMax: number;
  /** The progress is written down at most every so many milliseconds. */
  readonly rememberEveryMs: number;
}

// A derivation costs some 20 ms however few traces it has, and its share of each trace is small
// besides, so waiting pays; a second stays well below the two in which a session must be visible.
// More traces at once cost less CPU and more memory (bench/README.md, five rounds each on two quiet
// cores: 20,000 at a time 51,700 spans a CPU second and 636 MiB, 4,000 49,900 and 579, 2,500 42,900
// and 570). Small servers run out of memory first.
const BOUNDS: DeriverBounds = { gatherMs: 400, tracesMax: 2_500, rememberEveryMs: 10_000 };
const RETRY_MS = 2_000;

/**
 * Starts deriving: first what a crash left underived, then whatever is written from now on, until
 * the store closes, which waits for the rest.
 */
export async function startDeriving(
  store: Store,
  log: StoreLog,
  bounds: DeriverBounds = BOUNDS,
): Promise<Deriver> {
  const database = store.deriver;
  let revision = await readRevision(database);
  let touched = new Set<string>(await readUnderivedTraces(database));
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let rememberedMs = 0;
  let closed = false;
  const listeners: ((revision: bigint) => void)[] = [];

  const nextRevision = () => {
    const now = BigInt(Date.now()) * 1_000n;
    revision = now > revision ? now : revision + 1n;
    return revision;
  };

  async function derive(traceIds: readonly string[]): Promise<void> {
    const list = traceIdList(traceIds);
    const written = nextRevision();
    await database.command(deriveSql(list, written));
    await correctNeighbours(database, list, written, nextRevision);
    for (const listener of listeners) listener(written);
  }

  // One trace that the database refuses must not keep its neighbours from being derived.
  async function deriveAllBut(traceIds: readonly string[]): Promise<void> {
    try {
      await derive(traceIds);
    } catch (error) {
      if (!isDataError(error)) throw error;
      if (traceIds.length === 1) {
        log.error({ reason: errorLabel(error), traceId: traceIds[0] }, 'a session is not derived');
        return;
      }
      const middle = Math.ceil(traceIds.length / 2);
      await deriveAllBut(traceIds.slice(0, middle));
      await deriveAllBut(traceIds.slice(middle));
    }
  }

  async function remember(untilMs: number): Promise<void> {
    await writeDerivedUntil(database, untilMs, nextRevision());
    rememberedMs = Date.now();
  }

  // Takes everything that was touched so far, so that afterwards every span received before it
  // began is in its session.
  async function run(): Promise<void> {
    const taken = [...touched];
    touched = new Set();
    const untilMs = Math.min(Date.now(), store.oldestWriteMs() ?? Number.POSITIVE_INFINITY);
    let done = 0;
    try {
      for (; done < taken.length; done += bounds.tracesMax) {
        await deriveAllBut(taken.slice(done, done + bounds.tracesMax));
      }
      if (closed || Date.now() - rememberedMs >= bounds.rememberEveryMs) await remember(untilMs);
    } catch (error) {
      for (const id of taken.slice(done)) touched.add(id);
      throw error;
    }
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    running ??= run().finally(() => {
      running = undefined;
      if (touched.size > 0) schedule(bounds.gatherMs);
    });
    return running;
  }

  function schedule(delayMs: number): void {
    if (closed || running !== undefined) return;
    timer ??= setTimeout(() => {
      start().catch((error: unknown) => {
        log.error({ reason: errorLabel(error) }, 'deriving sessions failed; trying again');
        clearTimeout(timer);
        timer = undefined;
        schedule(RETRY_MS);
      });
    }, delayMs);
  }

  async function settle(): Promise<void> {
    // The run under way may have begun before the caller's spans were touched.
    await running?.catch(() => undefined);
    while (touched.size > 0) await start();
  }

  store.onWrite((traceIds) => {
    for (const id of traceIds) touched.add(id);
    if (traceIds.size > 0) schedule(bounds.gatherMs);
  });
  store.onClose(async () => {
    closed = true;
    try {
      await settle();
      await start();
    } catch (error) {
      log.error({ reason: errorLabel(error) }, 'the rest is derived at the next start');
    }
  });
  if (touched.size > 0) {
    log.info({ sessions: touched.size }, 'deriving the sessions of the last minutes again');
    // What cannot be derived now is tried again while new spans are received.
    await start().catch((error: unknown) => {
      log.error({ reason: errorLabel(error) }, 'deriving sessions failed; trying again');
    });
  }

  return {
    settle,
    onDerived: (listener) => void listeners.push(listener),
    async rebuild() {
      const rows = await database.query<{ trace_id: string }>(
        'SELECT DISTINCT trace_id FROM spans ORDER BY trace_id',
      );
      for (const { trace_id } of rows) touched.add(trace_id);
      await settle();
    },
  };
}
