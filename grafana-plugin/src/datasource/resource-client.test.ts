// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { createResourceClient, type Resources } from './resource-client.ts';

type Asked = readonly [verb: 'get' | 'post', path: string, body: unknown, options: unknown];

function fakeResources(answer: () => Promise<unknown>) {
  const asked: Asked[] = [];
  const resources = {
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
