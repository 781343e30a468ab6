import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';

/**
 * Takes spans from a provider and sends them in batches, several at a time. Unlike the SDK's batch
 * processor it never drops one: `breathe` waits while too much is under way.
 */
export interface SpanPump {
  readonly processor: SpanProcessor;
  /** Sends what is due; resolves when there is room for more. */
  breathe(): Promise<void>;
  /** Resolves when everything has been acknowledged. */
  flush(): Promise<void>;
}

const BATCH_SPANS = 2_000;
const UNDER_WAY_MAX = 4;
/** The exporter itself tries again on 429 and 503 after the time it is told; this is for the rest. */
const TRIES_MAX = 20;
const TRY_AGAIN_MS = 1_000;
const SUCCESS = 0;

export function createSpanPump(exporter: SpanExporter): SpanPump {
  let waiting: ReadableSpan[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: unknown;

  function sendWaiting(): void {
    const batch = waiting;
    waiting = [];
    const sending: Promise<void> = send(exporter, batch)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  async function throwFailure(): Promise<void> {
    if (failure !== undefined) throw failure;
  }

  return {
    processor: {
      onStart() {},
      onEnd(span) {
        waiting.push(span);
      },
      forceFlush: async () => {},
      shutdown: async () => {},
    },
    async breathe() {
      if (waiting.length < BATCH_SPANS) return;
      sendWaiting();
      while (underWay.size >= UNDER_WAY_MAX) await Promise.race(underWay);
      await throwFailure();
    },
    async flush() {
      if (waiting.length > 0) sendWaiting();
      await Promise.all(underWay);
      await throwFailure();
    },
  };
}

async function send(exporter: SpanExporter, spans: ReadableSpan[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    const result = await new Promise<{ code: number; error?: Error }>((resolve) => {
      exporter.export(spans, resolve);
    });
    if (result.code === SUCCESS) return;
    if (tries === TRIES_MAX || isRefusal(result.error)) {
      throw new Error(`The backend did not take ${spans.length} spans`, { cause: result.error });
    }
    await sleep(TRY_AGAIN_MS);
  }
}

/** The backend has understood and says no: sending the same again would end the same way. */
function isRefusal(error: Error | undefined): boolean {
  const status = error && 'code' in error ? Number(error.code) : 0;
  return status >= 400 && status < 500 && status !== 429;
}
