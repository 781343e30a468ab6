import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReplay } from '@hopscope/instrumentation/replay';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { type BackendProcess, startBackend } from './backend-process.ts';

const MSISDN = '+254711000111';
const OLD = { id: 'k1', key: 'the key of last year' };
const NEW = { id: 'k2', key: 'the key of this year' };

/** Sessions are derived after their spans were acknowledged; a busy machine takes its time. */
const DERIVED_MS_MAX = 20_000;

const atMs = Date.now() - 60_000;

/** An app's session under a key, through the real recorder, SDK and exporter. */
async function dial(address: string, session: string, { id, key }: typeof OLD): Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${address}/v1/traces` });
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
  const replay = createReplay({
    tracerProvider: provider,
    config: { userHashKey: key, userHashKeyId: id },
  });
  const body = new URLSearchParams({
    sessionId: session,
    serviceCode: '*384#',
    phoneNumber: MSISDN,
    networkCode: '63902',
    text: '',
  });
  const hop = replay.request({
    method: 'POST',
    path: '/ussd',
    headers: {},
    body: body.toString(),
    atMs,
  });
  hop?.answer({ status: 200, headers: {}, body: 'END Bye', atMs: atMs + 20 });
  await provider.shutdown();
}

async function post(address: string, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${address}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}

interface Answer {
  readonly results: {
    readonly A: {
      readonly error?: string;
      readonly frames?: readonly {
        readonly schema: { readonly fields: readonly { readonly name: string }[] };
        readonly data: { readonly values: readonly unknown[][] };
      }[];
    };
  };
}

async function search(address: string, filters: object): Promise<unknown> {
  const { A } = (
    (await post(address, 'query', {
      from: atMs - 60_000,
      to: atMs + 120_000,
      queries: [{ refId: 'A', queryType: 'sessions', filters }],
    })) as Answer
  ).results;
  if (A.error !== undefined) return A.error;
  const frame = A.frames?.[0];
  const column = frame?.schema.fields.findIndex(({ name }) => name === 'sessionId') ?? -1;
  return [...(frame?.data.values[column] ?? [])].sort();
}

/** What a search by number finds, and by the hashes that `identify` makes of it. */
async function findings({ address }: BackendProcess): Promise<unknown> {
  const byNumber = await search(address, { msisdn: MSISDN });
  const { userHashes } = (await post(address, 'identify', { text: MSISDN })) as {
    userHashes: string[];
  };
  expect(await search(address, { userHash: userHashes })).toEqual(byNumber);
  return byNumber;
}

test('a number finds the sessions hashed under every live key, and none of a deleted one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hopscope-keys-'));
  const withBackend = async <T>(
    env: Record<string, string>,
    run: (backend: BackendProcess) => Promise<T>,
  ): Promise<T> => {
    const backend = await startBackend({ HOPSCOPE_DATA_DIR: dataDir, ...env });
    try {
      return await run(backend);
    } finally {
      await backend.end('SIGTERM');
    }
  };
  const newOnly = { HOPSCOPE_USER_HASH_KEYS: `${NEW.id}:${NEW.key}` };
  try {
    await withBackend({ HOPSCOPE_USER_HASH_KEY: OLD.key, ...newOnly }, async (backend) => {
      await dial(backend.address, 'under-old', OLD);
      await dial(backend.address, 'under-new', NEW);
      await expect
        .poll(() => findings(backend), { timeout: DERIVED_MS_MAX })
        .toEqual(['under-new', 'under-old']);
    });
    // The old key deleted: its hashes are still stored, and nothing finds them any more.
    expect(await withBackend(newOnly, findings)).toEqual(['under-new']);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 90_000);
