import type {
  ExportRequest,
  Frame,
  Identity,
  QueryRequest,
  QueryResponse,
  StoreStatus,
  StreamRequest,
} from './api.gen.ts';
import { ApiError } from './api-error.ts';
import { watchSessions } from './watch-sessions.ts';

/** A request that the client only reads. */
export type Immutable<T> = T extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** Where the backend is and how to reach it. */
export interface SessionsClientOptions {
  /** Address of the backend, without `/api/v1`: `http://127.0.0.1:4318`; '' for the page's own. */
  readonly baseUrl: string;
  /** HOPSCOPE_TOKEN of the backend, when it has one. */
  readonly token?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** Hopscope's query API. Every method throws `ApiError`; aborting throws the signal's reason. */
export interface SessionsClient {
  /** Answers all queries of a request; each has a status of its own in `results`. */
  query(request: Immutable<QueryRequest>, signal?: AbortSignal): Promise<QueryResponse>;
  /** Tells whether a text is a session's id or a phone number, whose hash it answers. */
  identify(text: string, signal?: AbortSignal): Promise<Identity>;
  /** Tells what is in the store. */
  status(signal?: AbortSignal): Promise<StoreStatus>;
  /** All sessions that the filters match, as a CSV file. */
  exportCsv(request: Immutable<ExportRequest>, signal?: AbortSignal): Promise<Blob>;
  /**
   * Tells of sessions as they begin and change, in frames of rows as `sessions` answers them; goes
   * on by itself after an interruption, without what happened meanwhile.
   *
   * @returns stops.
   */
  watch(request: Immutable<StreamRequest>, onFrame: (frame: Frame) => void): () => void;
}

/** Makes a client of the query API; needs nothing but `fetch`, so it runs in browsers and in Node. */
export function createSessionsClient(options: SessionsClientOptions): SessionsClient {
  const base = `${options.baseUrl.replace(/\/+$/, '')}/api/v1`;
  const send = options.fetch ?? fetch;
  const authorization: Record<string, string> =
    options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };

  async function call<Answer>(
    path: string,
    init: RequestInit,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await reach(send, base + path, {
      ...init,
      headers: { ...authorization, 'content-type': 'application/json', accept: 'application/json' },
      ...(signal === undefined ? {} : { signal }),
    });
    const body = await readJson(response, signal);
    if (!response.ok) throw errorOf(response.status, body);
    if (body === undefined) {
      throw new ApiError(
        response.status,
        'The answer is not JSON. Is this the address of Hopscope?',
      );
    }
    return body as Answer;
  }

  const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

  async function exportCsv(request: Immutable<ExportRequest>, signal?: AbortSignal): Promise<Blob> {
    const response = await reach(send, `${base}/export`, {
      ...post(request),
      headers: { ...authorization, 'content-type': 'application/json' },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw errorOf(response.status, await readJson(response, signal));
    return response.blob();
  }

  function openStream(request: Immutable<StreamRequest>, signal: AbortSignal): Promise<Response> {
    const query = new URLSearchParams(
      Object.entries(request).map(([name, value]): [string, string] => [
        name,
        JSON.stringify(value),
      ]),
    );
    return send(`${base}/stream?${query}`, {
      headers: { ...authorization, accept: 'text/event-stream' },
      signal,
    });
  }

  return {
    query: (request, signal) => call('/query', post(request), signal),
    identify: (text, signal) => call('/identify', post({ text }), signal),
    status: (signal) => call('/status', { method: 'GET' }, signal),
    exportCsv,
    watch: (request, onFrame) => watchSessions((signal) => openStream(request, signal), onFrame),
  };
}

async function reach(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await send(url, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiError(0, 'Hopscope cannot be reached. Is the backend running?', undefined, {
      cause,
    });
  }
}

async function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return undefined;
  }
}

function errorOf(status: number, body: unknown): ApiError {
  const said = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { error, field } = said;
  const message =
    typeof error === 'string'
      ? error
      : status === 401
        ? 'Hopscope wants a token: HOPSCOPE_TOKEN of the backend.'
        : `Hopscope answered with status ${status}`;
  return new ApiError(status, message, typeof field === 'string' ? field : undefined);
}
