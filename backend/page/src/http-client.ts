import type { SessionsClient } from '../../../grafana-plugin/src/components/index.ts';

export function createHttpClient(baseUrl: string, token: string | undefined): SessionsClient {
  const ask = async (path: string, body: unknown, signal: AbortSignal | undefined) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    if (!response.ok) {
      throw Object.assign(new Error(await response.text()), { status: response.status });
    }
    return response.json();
  };
  return {
    query: (request, signal) => ask('/api/v1/query', request, signal),
    identify: (text, signal) => ask('/api/v1/identify', { text }, signal),
    status: (signal) => ask('/api/v1/status', undefined, signal),
  };
}
