import type { Frame } from './api.gen.ts';

// As the backend's `retry` says, and longer while it does not come back.
const RETRY_MS = 2_000;
const RETRY_MS_MAX = 30_000;

/**
 * Reads server-sent events until it is told to stop, and asks again when they break off.
 *
 * By `fetch`, because `EventSource` sends no token. A refusal (4xx) is final: asked again, it would
 * be the same.
 *
 * @param open asks for the stream; its signal aborts when nobody watches any more.
 * @returns stops.
 */
export function watchSessions(
  open: (signal: AbortSignal) => Promise<Response>,
  onFrame: (frame: Frame) => void,
): () => void {
  const controller = new AbortController();
  void follow(open, onFrame, controller.signal);
  return () => controller.abort();
}

async function follow(
  open: (signal: AbortSignal) => Promise<Response>,
  onFrame: (frame: Frame) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let waitMs = RETRY_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, RETRY_MS_MAX)) {
    try {
      const response = await open(signal);
      if (response.status >= 400 && response.status < 500) return;
      if (response.ok && response.body !== null) {
        waitMs = RETRY_MS;
        for await (const data of readEvents(response.body)) {
          if (signal.aborted) return;
          onFrame(JSON.parse(data) as Frame);
        }
      }
    } catch {
      // Broken off, or not there yet: asked again below.
    }
    await pause(waitMs, signal);
  }
}

/** The data of each event (https://html.spec.whatwg.org, 9.2.6); names and ids are not needed here. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unread = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unread += decoder.decode(value, { stream: true });
      const lines = unread.split(/\r?\n/);
      unread = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '' && data.length > 0) {
          yield data.join('\n');
          data = [];
        } else if (line.startsWith('data:')) {
          data.push(line.slice('data:'.length).replace(/^ /, ''));
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
