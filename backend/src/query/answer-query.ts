import { ClickHouseError } from '@clickhouse/client';
import type { StoreLog } from '../store/store.ts';
import { errorLabel } from '../store/store-errors.ts';
import { busiest } from './busiest.ts';
import { completion } from './completion.ts';
import { deployments } from './deployments.ts';
import { dropoff } from './dropoff.ts';
import { flow } from './flow.ts';
import type { Frame } from './frame.ts';
import { hooks } from './hooks.ts';
import { type QueryConfig, type QueryContext, QueryError } from './query-context.ts';
import { AskerGoneError } from './question-queue.ts';
import { type QueryRequest, toEpochMs } from './schema.ts';
import { session } from './session.ts';
import { sessions } from './sessions.ts';
import { trace } from './trace.ts';
import { traffic } from './traffic.ts';
import { values } from './values.ts';

type Query = QueryRequest['queries'][number];

/** The answer to one query of a request. */
export type QueryResult =
  | { readonly status: 200; readonly frames: readonly Frame[] }
  | { readonly status: number; readonly error: string; readonly field?: string };

/** Answers to a request's queries, by their `refId`. */
export interface QueryResponse {
  readonly results: Readonly<Record<string, QueryResult>>;
}

/**
 * Answers all queries of a request; one that fails does not touch the others.
 *
 * @throws {AskerGoneError} when whoever asked has left.
 */
export async function answerQuery(
  request: QueryRequest,
  store: QueryContext['store'],
  config: QueryConfig,
  log: StoreLog,
  nowMs = Date.now(),
  rollUp?: QueryContext['rollUp'],
): Promise<QueryResponse> {
  const context: QueryContext = {
    store,
    config,
    fromMs: toEpochMs(request.from),
    toMs: toEpochMs(request.to),
    intervalMs: request.intervalMs,
    nowMs,
    rollUp,
  };
  const results = await Promise.all(
    request.queries.map(
      async (query, index) => [query.refId, await answer(query, index, context, log)] as const,
    ),
  );
  return { results: Object.fromEntries(results) };
}

async function answer(
  query: Query,
  index: number,
  context: QueryContext,
  log: StoreLog,
): Promise<QueryResult> {
  try {
    return { status: 200, frames: await framesOf(query, context) };
  } catch (error) {
    if (error instanceof QueryError) {
      return {
        status: error.status,
        error: error.message,
        ...(error.field === undefined ? {} : { field: `queries[${index}].${error.field}` }),
      };
    }
    if (error instanceof AskerGoneError) throw error;
    if (error instanceof ClickHouseError && error.type === 'CANNOT_COMPILE_REGEXP') {
      const field = `queries[${index}].filters.attributes`;
      return { status: 400, error: 'Expected a regular expression as RE2 takes it', field };
    }
    // The database's own text repeats the statement, and with it what was searched for.
    log.error({ queryType: query.queryType, reason: errorLabel(error) }, 'a query failed');
    return { status: 500, error: `The store could not answer: ${errorLabel(error)}` };
  }
}

async function framesOf(query: Query, context: QueryContext): Promise<Frame[]> {
  switch (query.queryType) {
    case 'traffic':
      return await traffic(query, context);
    case 'completion':
      return await completion(query, context);
    case 'sessions':
      return await sessions(query, context);
    case 'session':
      return await session(query, context);
    case 'trace':
      return await trace(query, context);
    case 'flow':
      return await flow(query, context);
    case 'dropoff':
      return await dropoff(query, context);
    case 'hooks':
      return await hooks(query, context);
    case 'values':
      return await values(query, context);
    case 'busiest':
      return await busiest(query, context);
    case 'deployments':
      return await deployments(query, context);
  }
}
