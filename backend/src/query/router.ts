import express, { type ErrorRequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Store, StoreLog } from '../store/store.ts';
import { errorLabel } from '../store/store-errors.ts';
import { answerQuery } from './answer-query.ts';
import { identify } from './identify.ts';
import { openApi } from './openapi.ts';
import type { QueryConfig } from './query-context.ts';
import { AskerGoneError, createQuestionQueue } from './question-queue.ts';
import { identifyRequestSchema, queryRequestSchema } from './schema.ts';
import { storeStatus } from './store-status.ts';

/** What the query API needs. */
export interface QueryRouterParts {
  readonly store: Pick<Store, 'query'>;
  readonly config: QueryConfig;
  readonly log: StoreLog;
}

const BODY_MAX = '1mb';

/**
 * The query API, to be mounted at `/api/v1`: `POST /query`, `POST /identify`, `GET /status`,
 * `GET /openapi.json`.
 * Errors are `{ error, field? }` and never repeat what was sent.
 */
export function createQueryRouter({ store, config, log }: QueryRouterParts): Router {
  const router = Router();
  const json = express.json({ limit: BODY_MAX });
  const queue = createQuestionQueue(store);
  const storeFor = (response: Response) => queue(() => response.destroyed);

  router.post('/query', json, async (request, response) => {
    const body = read(queryRequestSchema, request.body, response);
    if (body === undefined) return;
    response.json(await answerQuery(body, storeFor(response), config, log));
  });
  router.post('/identify', json, async (request, response) => {
    const body = read(identifyRequestSchema, request.body, response);
    if (body === undefined) return;
    response.json(await identify(body.text, storeFor(response), config));
  });
  router.get('/status', async (_request, response) => {
    response.json(await storeStatus(storeFor(response), config));
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi());
  });
  router.use(answerError(log));
  return router;
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
  return (error: unknown, _request, response, next) => {
    if (error instanceof AskerGoneError) return;
    if (response.headersSent) return next(error);
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
