import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { Registry } from 'prom-client';
import type { Config } from './config.ts';
import { createGuard, setRefusalHeaders } from './guard.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createReadiness } from './readiness.ts';
import { BytesInFlight } from './receive/bytes-in-flight.ts';
import { answerError, encodingOf } from './receive/otlp-answer.ts';
import { createOtlpRouter } from './receive/otlp-router.ts';
import type { SpanSink } from './receive/receive-traces.ts';
import { createStaticPage } from './static-page.ts';

/** What the server needs of the store. */
export interface ServedStore extends SpanSink {
  query<Row>(sql: string): Promise<Row[]>;
}

export interface ServerParts {
  readonly config: Config;
  readonly store: ServedStore;
  /** Mounted at `/api/v1`. */
  readonly queryRouter: Router;
  readonly log: Log;
  /** Metrics of others (the sessions' counters), shown at `/metrics` beside the server's own. */
  readonly registries?: readonly Registry[];
  /** Folder of the built page, when it is not the usual one. */
  readonly pageDist?: string;
}

export interface Server {
  readonly metrics: Metrics;
  /**
   * Starts to listen.
   *
   * @returns the address to open.
   * @throws {ListenError} naming the setting that is in the way.
   */
  listen(): Promise<string>;
  /** Stops accepting, waits for the requests that run, and resolves when all are answered. */
  close(): Promise<void>;
}

/** The port cannot be had; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

// Requests that have begun get so long to be answered when the process has been told to stop.
const CLOSE_MS_MAX = 10_000;

// The only paths that become label values: all others are what anybody may have written, phone
// numbers included, and without number.
const ROUTES: ReadonlySet<string> = new Set([
  ...['/v1/traces', '/v1/metrics', '/v1/logs'],
  ...['/query', '/export', '/stream', '/identify', '/status', '/openapi.json'].map(
    (path) => `/api/v1${path}`,
  ),
]);

/** Puts the parts behind one port: OTLP at `/v1`, the API at `/api/v1`, the page at `/`. */
export function createServer(parts: ServerParts): Server {
  const { config, store, queryRouter, log, registries = [], pageDist } = parts;
  // Two of the largest bodies at once; chDB's own memory comes on top.
  const inFlight = new BytesInFlight(2 * config.bodyBytesMax);
  const metrics = createMetrics(() => inFlight.bytes);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  const isReady = createReadiness(() => store.query('SELECT 1'));
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok\n'));
  app.get('/readyz', async (_request, response) => {
    response.type('text/plain');
    if (await isReady()) response.send('ok\n');
    else response.status(503).send('The store does not answer\n');
  });

  const guard = guarded(createGuard(config.token));
  const count = countRequests(metrics);
  const keepsPersonalData = config.capture === 'full';
  const { bodyBytesMax } = config;
  app.use('/v1', count, guard);
  app.use(
    createOtlpRouter({ sink: store, bodyBytesMax, keepsPersonalData, inFlight, metrics, log }),
  );
  app.use('/api/v1', count, guard, queryRouter);
  app.get('/metrics', guard, async (_request, response) => {
    const all = Registry.merge([metrics.registry, ...registries]);
    response.type(all.contentType).send(await all.metrics());
  });
  app.use(createStaticPage(pageDist));
  app.use((request, response) => answerPlainly(request, response, 404, 'There is nothing here'));
  app.use(answerUnexpected(log));
  return listenable(app, config, metrics);
}

function guarded(refusalOf: ReturnType<typeof createGuard>): RequestHandler {
  return (request, response, next) => {
    const refusal = refusalOf(request);
    if (refusal === undefined) return next();
    setRefusalHeaders(response, refusal);
    answerPlainly(request, response, refusal.status, refusal.why);
  };
}

/** OTLP senders get a google.rpc.Status in their encoding, everybody else `{ error }`. */
function answerPlainly(
  request: Request,
  response: Response,
  status: 401 | 403 | 404 | 500 | 503,
  why: string,
): void {
  if (request.originalUrl.startsWith('/v1/')) {
    answerError(response, encodingOf(request.headers['content-type']) ?? 'json', status, why);
  } else response.status(status).json({ error: why });
}

function countRequests({ requests }: Metrics): RequestHandler {
  return (request, response, next) => {
    const path = `${request.baseUrl}${request.path}`;
    response.once('finish', () => {
      const route = ROUTES.has(path) ? path : 'unknown';
      requests.inc({ route, status: String(response.statusCode) });
    });
    next();
  };
}

function answerUnexpected(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    log.error({ err: error }, 'A request failed in a way nobody foresaw');
    if (response.headersSent) return next(error);
    // OTLP senders retry 503 and drop what answers 500; a fault of ours is worth another try.
    const isOtlp = request.originalUrl.startsWith('/v1/');
    answerPlainly(request, response, isOtlp ? 503 : 500, 'Hopscope failed; its log says more');
  };
}

function listenable(app: Express, { host, port }: Config, metrics: Metrics): Server {
  const http = createHttpServer(app);
  let isClosing = false;
  http.on('request', (_request, response) => {
    // A kept-alive connection would hold the process until its sender lets go of it.
    response.once('finish', () => {
      if (isClosing) setImmediate(() => http.closeIdleConnections());
    });
  });
  return {
    metrics,
    async listen() {
      http.listen(port, host);
      try {
        await once(http, 'listening');
      } catch (error) {
        throw new ListenError(listenProblem(error, host, port));
      }
      return toUrl(http.address());
    },
    async close() {
      isClosing = true;
      const closed = once(http, 'close');
      http.close();
      const patience = setTimeout(() => http.closeAllConnections(), CLOSE_MS_MAX);
      await closed;
      clearTimeout(patience);
    },
  };
}

function listenProblem(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another process. Stop it, or set HOPSCOPE_PORT.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs rights this process does not have. Set HOPSCOPE_PORT to one above 1023.`;
  }
  return `Cannot listen on ${host} port ${port} (${code}). Check HOPSCOPE_HOST and HOPSCOPE_PORT.`;
}

function toUrl(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
