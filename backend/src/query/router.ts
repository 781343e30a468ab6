import { pipeline } from 'node:stream/promises';
import express, { type ErrorRequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Store, StoreLog } from '../store/store.ts';
import { errorLabel } from '../store/store-errors.ts';
import { answerQuery } from './answer-query.ts';
import { exportSessions } from './export-sessions.ts';
import { identify } from './identify.ts';
import type { LiveSessions } from './live-sessions.ts';
import { createNumberLookups } from './number-lookups.ts';
import { openApi } from './openapi.ts';
import { type QueryConfig, type QueryContext, QueryError } from './query-context.ts';
import { AskerGoneError, type QuestionQueue } from './question-queue.ts';
import {
  exportRequestSchema,
  identifyRequestSchema,
  numbersOf,
  queryRequestSchema,
  streamRequestSchema,
} from './schema.ts';
import { createStoreStatus } from './store-status.ts';

/** What the query API needs. */
export interface QueryRouterParts {
  readonly queue: QuestionQueue;
  readonly config: QueryConfig;
  readonly log: StoreLog;
  readonly rollUp?: QueryContext['rollUp'];
  /** Tells of what is received, for `GET /status`. */
  readonly received?: Pick<Store, 'onWrite'>;
  /** Answers `GET /stream`; without it there is no such route. */
  readonly live?: LiveSessions;
}

const BODY_MAX = '1mb';

/**
 * The query API, to be mounted at `/api/v1`: `POST /query`, `POST /export`, `GET /stream`,
 * `POST /identify`, `GET /status`, `GET /openapi.json`.
 * Errors are `{ error, field? }` and never repeat what was sent.
 */
export function createQueryRouter(parts: QueryRouterParts): Router {
  const { queue, config, log, rollUp, received, live } = parts;
  const router = Router();
  const json = express.json({ limit: BODY_MAX });
  const storeFor = (response: Response) => queue(() => response.destroyed);
  // Pages share its answers, so none is dropped with the page that asked first.
  const status = createStoreStatus({ store: queue(() => false), received, config, rollUp });
  const lookups = createNumberLookups(log, config.numberLookupsPerMinute);

  router.post('/query', json, async (request, response) => {
    const body = read(queryRequestSchema, request.body, response);
    if (body === undefined) return;
    lookups.take(numbersOf(body.queries));
    const asked = storeFor(response);
    response.json(await answerQuery(body, asked, config, log, Date.now(), rollUp));
  });
  router.post('/export', json, async (request, response) => {
    const body = read(exportRequestSchema, request.body, response);
    if (body === undefined) return;
    lookups.take([body.filters.msisdn]);
    const parts = { store: storeFor(response), config, nowMs: Date.now() };
    await sendCsv(exportSessions(body, parts), response);
  });
  router.get('/stream', (request, response, next) => {
    if (live === undefined) return next();
    const body = read(streamRequestSchema, streamRequestOf(request.query), response);
    if (body !== undefined) live.watch(body, response);
  });
  router.post('/identify', json, async (request, response) => {
    const body = read(identifyRequestSchema, request.body, response);
    if (body === undefined) return;
    response.json(await identify(body.text, storeFor(response), config, lookups));
  });
  router.get('/status', async (_request, response) => {
    response.json(await status());
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi());
  });
  router.use(answerError(log));
  return router;
}

/** Sends pieces as fast as they are read; the first one is made before anything is answered. */
async function sendCsv(pieces: AsyncGenerator<string>, response: Response): Promise<void> {
  const { value: first = '' } = await pieces.next();
  response.setHeader('content-type', 'text/csv; charset=utf-8; header=present');
  response.setHeader('content-disposition', 'attachment; filename="sessions.csv"');
  await pipeline(async function* () {
    yield first;
    yield* pieces;
  }, response);
}

/** `?filters={...}&columns=[...]` as the schema reads it. */
function streamRequestOf(query: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      try {
        return [name, JSON.parse(String(value)) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
}

/** The body as the schema says, or `undefined` after a 400 that names the first field that is wrong. */
function read<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  response: Response,
): z.output<Schema> | undefined {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = fieldOf(issue?.path ?? []);
  const error = `${field === '' ? 'The body' : field}: ${issue?.message ?? 'not as the schema says'}`;
  response.status(400).json({ error, ...(field === '' ? {} : { field }) });
  return undefined;
}

/** `['queries', 0, 'filters']` as `queries[0].filters`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function answerError(log: StoreLog): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    // Nobody is there to answer; should somebody be, they must not wait for ever.
    if (error instanceof AskerGoneError) return void response.destroy();
    // Half an answer: only a broken connection tells that it is not all.
    if (response.headersSent) return void response.destroy();
    if (error instanceof QueryError) {
      const { status: code, message, field } = error;
      if (code === 429) response.setHeader('retry-after', '60');
      return response
        .status(code)
        .json({ error: message, ...(field === undefined ? {} : { field }) });
    }
    const status = bodyErrorStatus(error);
    if (status === 413)
      return response.status(413).json({ error: `The body is larger than ${BODY_MAX}` });
    if (status !== undefined) return response.status(400).json({ error: 'The body is not JSON' });
    log.error({ reason: errorLabel(error) }, 'the query API failed');
    return response.status(500).json({ error: `The store could not answer: ${errorLabel(error)}` });
  };
}

// body-parser's errors carry a status; their messages repeat the body.
function bodyErrorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status < 500 ? status : undefined;
}
