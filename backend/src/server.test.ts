import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { RpcStatus } from '../test/proto/otlp-messages.ts';
import { type Served, serve } from '../test/served.ts';
import { openApi } from './query/openapi.ts';

const TOKEN = 'a-token-of-some-length';
const GUARDED = ['/v1/traces', '/v1/metrics', '/api/v1/status', '/metrics'];

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function started(...options: Parameters<typeof serve>): Promise<string> {
  served = await serve(...options);
  return served.address;
}

/** With node:http, because fetch does not let a caller choose `Host`. */
function statusOf(address: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${address}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject).end();
  });
}

describe('without a token', () => {
  test.each(GUARDED)('%s answers only to names of this machine', async (path) => {
    const address = await started();
    const { port } = new URL(address);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      '10.0.0.1',
    ]) {
      expect(await statusOf(address, path, { host })).toBe(403);
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect(await statusOf(address, path, { host })).not.toBe(403);
    }
  });

  test.each(GUARDED)('%s answers no page of another origin', async (path) => {
    const address = await started();
    expect(await statusOf(address, path, { origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf(address, path, { origin: 'null' })).toBe(403);
    expect(await statusOf(address, path, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf(address, path, { origin: address })).not.toBe(403);
  });
});

describe('with a token', () => {
  test.each(GUARDED)('%s answers only to who sends it', async (path) => {
    const address = await started({ HOPSCOPE_TOKEN: TOKEN });
    for (const authorization of ['', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`]) {
      expect(await statusOf(address, path, { authorization })).toBe(401);
    }
    const authorization = `Bearer ${TOKEN}`;
    expect(await statusOf(address, path, { authorization, host: 'hopscope.internal' })).not.toBe(
      401,
    );
  });

  test('health and the page need none', async () => {
    const address = await started({ HOPSCOPE_TOKEN: TOKEN });
    for (const path of ['/healthz', '/readyz']) expect(await statusOf(address, path, {})).toBe(200);
    expect(await statusOf(address, '/', {})).not.toBe(401);
  });

  test('an OTLP sender is refused with a Status in its encoding', async () => {
    const address = await started({ HOPSCOPE_TOKEN: TOKEN });
    const headers = { 'content-type': 'application/x-protobuf' };
    const response = await fetch(`${address}/v1/traces`, { method: 'POST', headers, body: '' });
    const status = RpcStatus.decode(Buffer.from(await response.arrayBuffer()));
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(status.toJSON()).toMatchObject({ code: 16 });
  });
});

describe('the metrics', () => {
  test.each([
    [{ authorization: '' }, '401'],
    [{ authorization: `Bearer ${TOKEN}` }, '404'],
  ])('name no path that a caller made up: %o', async (headers, status) => {
    const address = await started({ HOPSCOPE_TOKEN: TOKEN });
    for (const path of [
      '/v1/254700000111',
      '/api/v1/254700000111',
      '/api/v1/status/254700000111',
    ]) {
      await statusOf(address, path, headers);
    }
    await statusOf(address, '/api/v1/status', headers);
    const authorization = `Bearer ${TOKEN}`;
    const text = await (await fetch(`${address}/metrics`, { headers: { authorization } })).text();
    expect(text).not.toContain('254700000111');
    expect(text).toContain(`hopscope_requests_total{route="unknown",status="${status}"} 3`);
    expect(text).toContain('hopscope_requests_total{route="/api/v1/status"');
  });

  test('know every route of the API', async () => {
    const address = await started();
    const paths = Object.keys(openApi().paths ?? {});
    for (const path of paths) await fetch(`${address}/api/v1${path}`);
    const text = await (await fetch(`${address}/metrics`)).text();
    for (const path of paths) expect(text).toContain(`route="/api/v1${path}"`);
  });
});

describe('the page', () => {
  test('tells how to build it while it is not built', async () => {
    const response = await fetch(await started({}, undefined, '/nowhere'));
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build:page -w backend');
  });

  test('is asked for again each time, its hashed files never, and they travel packed', async () => {
    const dist = await mkdtemp(join(tmpdir(), 'hopscope-page-'));
    await mkdir(join(dist, 'assets'));
    await writeFile(join(dist, 'index.html'), '<!doctype html>');
    await writeFile(join(dist, 'assets', 'index-abc.js'), 'hop();'.repeat(1_000));
    const address = await started({}, undefined, dist);
    const page = await fetch(address);
    const script = await fetch(`${address}/assets/index-abc.js`);
    await rm(dist, { recursive: true });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toMatch(/^(?:br|gzip)$/);
  });
});

test('closing waits for the requests that run and takes no new ones', async () => {
  const disk = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const address = await started({}, async () => {
    reached.resolve();
    await disk.promise;
  });
  const body =
    '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","startTimeUnixNano":"1795225763417123456","endTimeUnixNano":"1795225763417123456"}]}]}]}';
  const headers = { 'content-type': 'application/json' };
  const running = fetch(`${address}/v1/traces`, { method: 'POST', headers, body });
  await reached.promise;
  const closed = served?.close();
  served = undefined;
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  disk.resolve();
  expect((await running).status).toBe(200);
  await closed;
});
