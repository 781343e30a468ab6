import {
  type Identity,
  QueryFailedError,
  type QueryResponse,
  type SessionsClient,
  type StoreStatus,
} from '../../../grafana-plugin/src/components/index.ts';

/**
 * The backend's API over HTTP.
 *
 * @param baseUrl without a slash at the end.
 * @param token sent as bearer token when the backend asks for one.
 * @throws {QueryFailedError} from every call, when the backend answers with an error.
 */
export function createHttpClient(baseUrl: string, token: string | undefined): SessionsClient {
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return read<T>(
      await fetch(`${baseUrl}${path}`, { headers: authorization, signal: signal ?? null }),
    );
  }

  async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return read<T>(
      await fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { ...authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: signal ?? null,
      }),
    );
  }

  return {
    query: (request, signal) => post<QueryResponse>('/api/v1/query', request, signal),
    // The text goes in a body: an address would be kept by proxies and browsers.
    identify: (text, signal) => post<Identity>('/api/v1/identify', { text }, signal),
    status: (signal) => get<StoreStatus>('/api/v1/status', signal),
  };
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw new QueryFailedError(response.status, await errorText(response));
  }
  return (await response.json()) as T;
}

// The API's errors are `{ error }`; a proxy in between may answer with anything.
async function errorText(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'error' in body) {
      return String(body.error);
    }
  } catch {
    // Not JSON.
  }
  return response.statusText;
}
