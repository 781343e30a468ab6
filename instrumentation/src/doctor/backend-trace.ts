import { setTimeout as pause } from 'node:timers/promises';
import type { TraceSpan } from './trace-span.ts';

/** The SDK exports every second (`register`) or every five; then the session is derived. */
const ARRIVE_MS_MAX = 12_000;
const LOOK_EVERY_MS = 300;

export type BackendTrace =
  | { readonly status: 'found'; readonly spans: readonly TraceSpan[] }
  /** Nothing of the session has arrived. */
  | { readonly status: 'missing' }
  | { readonly status: 'failed'; readonly why: string };

/**
 * Waits for a session's spans at the backend.
 *
 * @param steps the number of steps that have to arrive; fewer are taken when the time is up.
 */
export async function waitForTrace(
  backend: URL,
  token: string | undefined,
  traceId: string,
  steps: number,
): Promise<BackendTrace> {
  const until = Date.now() + ARRIVE_MS_MAX;
  for (;;) {
    const found = await askForTrace(backend, token, traceId);
    if (found.status === 'failed' || Date.now() > until) return found;
    if (found.status === 'found' && stepsOf(found.spans) >= steps) return found;
    await pause(LOOK_EVERY_MS);
  }
}

function stepsOf(spans: readonly TraceSpan[]): number {
  return spans.filter(({ attributes }) => attributes['ussd.operation.name'] === 'step').length;
}

async function askForTrace(
  backend: URL,
  token: string | undefined,
  traceId: string,
): Promise<BackendTrace> {
  const url = new URL('/api/v1/query', backend);
  const now = Date.now();
  const DAY_MS = 86_400_000;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({
        from: new Date(now - DAY_MS).toISOString(),
        to: new Date(now + DAY_MS).toISOString(),
        queries: [{ refId: 'A', queryType: 'trace', traceId }],
      }),
    });
    if (response.status === 401) {
      return { status: 'failed', why: `${url.origin} expects a token: --token or HOPSCOPE_TOKEN` };
    }
    if (!response.ok) {
      return { status: 'failed', why: `${url.origin} answered with status ${response.status}` };
    }
    return readAnswer((await response.json()) as Answer);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = (cause as { code?: unknown }).code ?? (cause as Error).name;
    return { status: 'failed', why: `${url.origin} cannot be reached (${code})` };
  }
}

interface Answer {
  readonly results: Readonly<Record<string, Result>>;
}

interface Result {
  readonly status: number;
  readonly error?: string;
  readonly frames?: readonly {
    readonly schema: { readonly fields: readonly { readonly name: string }[] };
    readonly data: { readonly values: readonly (readonly unknown[])[] };
  }[];
}

function readAnswer({ results }: Answer): BackendTrace {
  const { status, error, frames = [] } = results.A ?? { status: 500, error: 'no answer' };
  if (status === 404) return { status: 'missing' };
  if (error !== undefined) return { status: 'failed', why: `the backend says: ${error}` };
  const [frame] = frames;
  if (frame === undefined) return { status: 'missing' };
  const column = (name: string): readonly unknown[] => {
    const position = frame.schema.fields.findIndex((field) => field.name === name);
    return frame.data.values[position] ?? [];
  };
  const [traceIds, spanIds, parents] = [
    column('traceID'),
    column('spanID'),
    column('parentSpanID'),
  ];
  const [names, starts, durations] = [
    column('operationName'),
    column('startTime'),
    column('duration'),
  ];
  const [tags, codes] = [column('tags'), column('statusCode')];
  const spans = spanIds.map((spanId, row): TraceSpan => {
    const startMs = Number(starts[row]);
    return {
      traceId: String(traceIds[row]),
      spanId: String(spanId),
      parentSpanId: String(parents[row] ?? ''),
      name: String(names[row]),
      startMs,
      endMs: startMs + Number(durations[row]),
      failed: codes[row] === 2,
      attributes: attributesOf(tags[row]),
    };
  });
  return spans.length === 0 ? { status: 'missing' } : { status: 'found', spans };
}

function attributesOf(tags: unknown): Record<string, unknown> {
  const list = (typeof tags === 'string' ? JSON.parse(tags) : tags) as
    | readonly { readonly key: string; readonly value: unknown }[]
    | null;
  return Object.fromEntries((list ?? []).map(({ key, value }) => [key, value]));
}
