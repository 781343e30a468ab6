import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type BackendProcess, StartError, startBackend } from '../test/backend-process.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hopscope-main-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(env: Record<string, string>): Promise<BackendProcess> {
  const backend = await startBackend(env);
  cleanups.push(() => backend.end('SIGKILL'));
  return backend;
}

async function failureOf(env: Record<string, string>): Promise<StartError> {
  const failure = await startBackend(env).catch((error: unknown) => error);
  if (!(failure instanceof StartError)) throw new Error('It started');
  return failure;
}

test('SIGTERM and SIGINT end it in order, with exit code 0', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const backend = await start({ HOPSCOPE_DATA_DIR: await dataDir() });
    expect(await backend.end(signal)).toBe(0);
  }
});

test('a Ctrl-C that arrives twice, from the terminal and from npm, still ends it in order', async () => {
  const backend = await start({ HOPSCOPE_DATA_DIR: await dataDir() });
  backend.child.kill('SIGINT');
  await once(backend.child.stdout ?? backend.child, 'data'); // it says that it stops
  expect(await backend.end('SIGINT')).toBe(0);
});

test('a port that is taken is said in one line, with exit code 1', async () => {
  const { address } = await start({ HOPSCOPE_DATA_DIR: await dataDir() });
  const { port } = new URL(address);
  const failure = await failureOf({ HOPSCOPE_PORT: port, HOPSCOPE_DATA_DIR: await dataDir() });
  expect(failure.message).toBe(
    `Port ${port} on 127.0.0.1 is taken by another process. Stop it, or set HOPSCOPE_PORT.`,
  );
  expect(failure.exitCode).toBe(1);
});

test('a data folder that is held is named in the last line, with exit code 1', async () => {
  const folder = await dataDir();
  const holder = await start({ HOPSCOPE_DATA_DIR: folder });
  const failure = await failureOf({ HOPSCOPE_DATA_DIR: folder });
  // chDB writes a line of its own to standard error before it gives up.
  expect(failure.message.split('\n').at(-1)).toBe(
    `Cannot open ${folder}: another process (${holder.child.pid}) holds it. Stop it, or set HOPSCOPE_DATA_DIR.`,
  );
  expect(failure.exitCode).toBe(1);
});

test('a database that fails at the start is named by its error, without the text it quotes', async () => {
  const quoted = 'row 254700000111';
  const server = createServer((request, response) => {
    let statement = '';
    request.on('data', (chunk) => {
      statement += chunk;
    });
    request.on('end', () => {
      const isHello = statement.startsWith('SELECT 1');
      response.statusCode = isHello ? 200 : 500;
      response.end(isHello ? '{"1":1}\n' : `Code: 252. DB::Exception: ${quoted}. (TOO_MANY_PARTS)`);
    });
  }).listen(0, '127.0.0.1');
  cleanups.push(async () => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const failure = await failureOf({ HOPSCOPE_CLICKHOUSE_URL: `http://127.0.0.1:${port}` });
  expect(failure.message).toContain('ClickHouse error 252 (TOO_MANY_PARTS)');
  expect(failure.message).not.toContain(quoted);
  expect(failure.exitCode).toBe(1);
});

test('it refuses to be reached by others without a token', async () => {
  const failure = await failureOf({ HOPSCOPE_HOST: '0.0.0.0' });
  expect(failure.message).toContain("HOPSCOPE_HOST is '0.0.0.0', which others can reach");
  expect(failure.exitCode).toBe(1);
});
