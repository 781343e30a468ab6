import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStore } from '../src/store/store.ts';
import { type BackendProcess, startBackend } from './backend-process.ts';
import { encodeRequest, type KeyValue, type Span } from './proto/otlp-messages.ts';
import { quietLog } from './quiet-log.ts';

const KILLS = 10;
const CONNECTIONS = 6;
/** The process is killed as soon as so many requests of its life were acknowledged. */
const ACKS_BEFORE_KILL = 15;
const SESSIONS_PER_REQUEST = 20;
const STEPS = 3;
const LIMIT_MS = 90_000;

interface Request {
  readonly body: Buffer;
  /** `trace id/span id` of every span in it. */
  readonly spanIds: readonly string[];
  readonly traceIds: readonly string[];
}

interface SpanCounts {
  readonly traceId: string;
  readonly spans: number;
}

test(
  'ten kills under load lose no acknowledged span and double no session',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-kill-'));
    const acknowledged: Request[] = [];
    const sent = new Set<string>();
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const backend = await startBackend({ HOPSCOPE_DATA_DIR: dataDir });
        expect((await fetch(`${backend.address}/readyz`)).status).toBe(200);
        await loadUntilKilled(backend, acknowledged, sent);
      }
      await expectEverythingThere(dataDir, acknowledged, sent);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);

/** Posts over several connections at once, and kills the process while requests are under way. */
async function loadUntilKilled(
  backend: BackendProcess,
  acknowledged: Request[],
  sent: Set<string>,
): Promise<void> {
  let acks = 0;
  let killed: Promise<unknown> | undefined;
  async function sender(): Promise<void> {
    while (killed === undefined) {
      // Every third request is one that was acknowledged before: exporters send again when the
      // answer is lost.
      const old = acks % 3 === 2 ? acknowledged.at(-acks) : undefined;
      const request = old ?? buildRequest();
      for (const id of request.spanIds) sent.add(id);
      if (!(await isAcknowledged(backend.address, request.body))) return;
      acknowledged.push(request);
      acks += 1;
      if (acks >= ACKS_BEFORE_KILL) killed ??= backend.end('SIGKILL');
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  expect(await killed).toBe('SIGKILL');
}

async function isAcknowledged(address: string, body: Buffer): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/x-protobuf' };
    const response = await fetch(`${address}/v1/traces`, { method: 'POST', headers, body });
    return response.status === 200;
  } catch {
    // The connection broke when the process died: nothing was promised.
    return false;
  }
}

async function expectEverythingThere(
  dataDir: string,
  acknowledged: readonly Request[],
  sent: ReadonlySet<string>,
): Promise<void> {
  // The last start, by the backend itself, derives what the last kill left underived.
  const backend = await startBackend({ HOPSCOPE_DATA_DIR: dataDir });
  expect(await backend.end('SIGTERM')).toBe(0);

  const store = await createStore({ dataDir, log: quietLog });
  try {
    const rows = await store.query<{ id: string }>(
      "SELECT concat(trace_id, '/', span_id) AS id FROM spans FINAL",
    );
    const stored = new Set(rows.map((row) => row.id));
    expect(rows.length).toBe(stored.size);
    const lost = acknowledged.flatMap((request) => request.spanIds.filter((id) => !stored.has(id)));
    expect(lost).toEqual([]);
    expect([...stored].filter((id) => !sent.has(id))).toEqual([]);

    const sessions = await store.query<SpanCounts>(
      'SELECT trace_id AS traceId, toUInt32(step_count) AS spans FROM sessions FINAL WHERE is_deleted = 0',
    );
    expect(new Set(sessions.map((session) => session.traceId)).size).toBe(sessions.length);
    const stepsOf = new Map(sessions.map((session) => [session.traceId, session.spans]));
    const wrong = acknowledged
      .flatMap((request) => request.traceIds)
      .filter((traceId) => stepsOf.get(traceId) !== STEPS);
    expect(wrong).toEqual([]);
  } finally {
    await store.close();
  }
}

function buildRequest(): Request {
  const spans: Span[] = [];
  const traceIds: string[] = [];
  for (let session = 0; session < SESSIONS_PER_REQUEST; session += 1) {
    const traceId = randomBytes(16);
    traceIds.push(traceId.toString('hex'));
    for (let step = 0; step < STEPS; step += 1) spans.push(buildStep(traceId, step));
  }
  return {
    body: encodeRequest([
      {
        resource: { attributes: [text('service.name', 'wallet-ussd')] },
        scopeSpans: [{ spans }],
      },
    ]),
    spanIds: spans.map((span) => `${hex(span.traceId)}/${hex(span.spanId)}`),
    traceIds,
  };
}

function buildStep(traceId: Buffer, index: number): Span {
  const startNs = (BigInt(Date.now()) + BigInt(index)) * 1_000_000n;
  return {
    traceId,
    spanId: randomBytes(8),
    name: 'step menu',
    kind: 2,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 500_000n),
    attributes: [
      text('ussd.operation.name', 'step'),
      text('ussd.provider.name', 'africastalking'),
      text('ussd.service.code', '*384#'),
      text('session.id', traceId.toString('hex')),
      text('ussd.step.name', 'menu'),
      { key: 'ussd.step.index', value: { intValue: String(index) } },
      text('ussd.response.text', 'Welcome\n1. Send money\n2. Buy airtime'),
    ],
  };
}

function text(key: string, stringValue: string): KeyValue {
  return { key, value: { stringValue } };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
