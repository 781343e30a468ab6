import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { createSessionsClient } from './sessions-client.ts';

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** A backend that answers always the same, and remembers what it was asked. */
function backend(status: number, body: string) {
  const calls: Call[] = [];
  const send = (async (url: string, init: RequestInit) => {
    calls.push({ url, init });
    return new Response(body, { status });
  }) as typeof fetch;
  return { calls, send };
}

const REQUEST = { from: 0, to: 1, queries: [{ refId: 'A', queryType: 'completion' }] } as const;

test('a query goes to the API with the token, and its answer comes back', async () => {
  const { calls, send } = backend(200, '{"results":{}}');
  const client = createSessionsClient({
    baseUrl: 'http://host:4318/',
    token: 'secret',
    fetch: send,
  });
  expect(await client.query(REQUEST)).toEqual({ results: {} });
  expect(calls[0]?.url).toBe('http://host:4318/api/v1/query');
  expect(calls[0]?.init).toMatchObject({
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
    body: JSON.stringify(REQUEST),
  });
});

test('a text to identify travels in the body, never in the address', async () => {
  const { calls, send } = backend(200, '{"kind":"unknown","why":"x"}');
  await createSessionsClient({ baseUrl: '', fetch: send }).identify('+254711000111');
  expect(calls[0]?.url).toBe('/api/v1/identify');
});

test('an error says status, field and what the backend said', async () => {
  const { send } = backend(400, '{"error":"from: expected a time","field":"from"}');
  const failed = createSessionsClient({ baseUrl: '', fetch: send }).query(REQUEST);
  await expect(failed).rejects.toEqual(new ApiError(400, 'from: expected a time', 'from'));
  await expect(failed).rejects.toMatchObject({ status: 400, field: 'from' });
});

test.each([
  [401, '', 401, 'HOPSCOPE_TOKEN'],
  [502, '<html>', 502, '502'],
  [200, '<html>', 200, 'not JSON'],
])('status %i with %j is an error that says so', async (status, body, expected, message) => {
  const { send } = backend(status, body);
  const failed = createSessionsClient({ baseUrl: '', fetch: send }).status();
  await expect(failed).rejects.toMatchObject({
    status: expected,
    message: expect.stringContaining(message),
  });
});

test('a backend that is not there is status 0', async () => {
  const send = (() => Promise.reject(new TypeError('fetch failed'))) as typeof fetch;
  const failed = createSessionsClient({ baseUrl: '', fetch: send }).status();
  await expect(failed).rejects.toMatchObject({ name: 'ApiError', status: 0 });
});

test('aborting is no API error', async () => {
  const client = createSessionsClient({ baseUrl: 'http://127.0.0.1:1' });
  const failed = client.status(AbortSignal.abort(new Error('left')));
  await expect(failed).rejects.toThrow('left');
});
