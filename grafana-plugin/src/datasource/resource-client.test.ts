// @vitest-environment jsdom
import { of } from 'rxjs';
import { describe, expect, test, vi } from 'vitest';
import { createResourceClient, type Resources } from './resource-client.ts';

const fetch = vi.hoisted(() => vi.fn());
vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getBackendSrv: () => ({ fetch }),
}));

type Asked = readonly [verb: 'get' | 'post', path: string, body: unknown, options: unknown];

function fakeResources(answer: () => Promise<unknown>) {
  const asked: Asked[] = [];
  const resources = {
    uid: 'hop',
    getResource(path: string, params?: unknown, options?: unknown) {
      asked.push(['get', path, params, options]);
      return answer();
    },
    postResource(path: string, body?: unknown, options?: unknown) {
      asked.push(['post', path, body, options]);
      return answer();
    },
  } as Resources;
  return { asked, client: createResourceClient(resources) };
}

test('asks through the data source, without a toast of Grafana when it fails', async () => {
  const { asked, client } = fakeResources(async () => 'fine');
  const request = { from: 0, to: 1, queries: [] };
  const { signal } = new AbortController();
  expect(await client.query(request, signal)).toBe('fine');
  expect(await client.identify('+254711000111')).toBe('fine');
  expect(await client.status()).toBe('fine');
  const options = { showErrorAlert: false };
  expect(asked).toEqual([
    ['post', 'query', request, { ...options, abortSignal: signal }],
    // In the body: a number never stands in a URL.
    ['post', 'identify', { text: '+254711000111' }, options],
    ['get', 'status', undefined, options],
  ]);
});

describe('an error says what the backend, the bridge or Grafana said', () => {
  test.each([
    [{ status: 502, data: { error: 'Nothing listens' } }, 502, 'Nothing listens'],
    [{ status: 404, data: { message: 'Plugin not found' } }, 404, 'Plugin not found'],
    [{ status: 500, statusText: 'Oops', data: '<html>' }, 500, 'Grafana could not pass'],
    [new TypeError('Failed to fetch'), 0, 'Failed to fetch'],
    [undefined, 0, 'Grafana could not pass'],
  ])('%o', async (cause, status, text) => {
    const { client } = fakeResources(() => Promise.reject(cause));
    await expect(client.status()).rejects.toMatchObject({
      name: 'ResourceError',
      status,
      message: expect.stringContaining(text),
    });
  });
});

test('an aborted question throws its reason and not an error of Grafana', async () => {
  const abort = new AbortController();
  const { client } = fakeResources(async () => {
    abort.abort();
    throw { cancelled: true, status: -1 };
  });
  await expect(client.status(abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

describe('a file is taken only whole', () => {
  const HEADER = 'traceId,network\r\n';
  const ROW = `${'a'.repeat(32)},MTN\r\n`;
  const exportOf = async (text: string) => {
    const headers = { 'content-type': 'text/csv' };
    fetch.mockReturnValueOnce(of({ data: await new Response(text, { headers }).blob() }));
    const file = await fakeResources(async () => '').client.exportCsv({ from: 0, to: 1 });
    return { text: await file.text(), type: file.type };
  };

  test.each([
    ['without a session', HEADER, 0],
    ['with two', HEADER + ROW + ROW, 2],
    ['with a note that looks like an end', `${HEADER}${'a'.repeat(32)},"x\r\nend,1\r\n"\r\n`, 1],
    ['with signs of several bytes', `${HEADER}${'a'.repeat(32)},日本語日本語日本語\r\n`, 1],
  ])('%s, without the mark at its end', async (_what, file, sessions) => {
    expect(await exportOf(`${file}end,${sessions}\r\n`)).toEqual({ text: file, type: 'text/csv' });
    expect(fetch.mock.lastCall?.[0]).toMatchObject({
      url: '/api/datasources/uid/hop/resources/export',
      data: { from: 0, to: 1, endMark: true },
    });
  });

  test.each([
    ['after a row', HEADER + ROW],
    ['within a row', `${HEADER}${ROW.slice(0, 20)}`],
    ['within the mark', `${HEADER}${ROW}end,1`],
    ['with the bridge’s words behind it', `${HEADER}${ROW}{"message":"plugin.downstreamError"}`],
    ['at once', ''],
  ])('one that broke off %s is called incomplete', async (_where, text) => {
    await expect(exportOf(text)).rejects.toMatchObject({
      name: 'ResourceError',
      status: 502,
      message: expect.stringContaining('incomplete'),
    });
  });
});
