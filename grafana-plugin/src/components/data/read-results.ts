import { QueryFailedError } from './failure.ts';
import { rowsOf } from './frame-rows.ts';
import type {
  Frame,
  HookRow,
  QueryResponse,
  SessionDetailRow,
  SessionRow,
  StepRow,
} from './session-types.ts';

/**
 * The frames of one query of a response.
 *
 * @throws {QueryFailedError} when that query failed or is missing from the answer.
 */
export function framesOf(response: QueryResponse, refId: string): readonly Frame[] {
  const result = response.results[refId];
  if (result === undefined) {
    throw new QueryFailedError(502, `The answer holds no result '${refId}'.`);
  }
  if ('frames' in result) {
    return result.frames;
  }
  const field = result.field === undefined ? '' : ` (${result.field})`;
  throw new QueryFailedError(result.status, `${result.error}${field}`);
}

export interface SessionsPage {
  readonly rows: readonly SessionRow[];
  /** Continues after the last row; absent at the end. */
  readonly nextCursor: string | undefined;
}

/** Reads an answer to `sessions`. */
export function readSessionsPage(response: QueryResponse, refId: string): SessionsPage {
  const frame = framesOf(response, refId)[0];
  const cursor = frame?.schema.meta?.custom?.nextCursor;
  return {
    rows: rowsOf<SessionRow>(frame),
    nextCursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  };
}

export interface SessionDetail {
  readonly session: SessionDetailRow;
  readonly steps: readonly StepRow[];
  readonly hooks: readonly HookRow[];
}

/** Reads an answer to `session`; `undefined` when the store holds no such session. */
export function readSessionDetail(
  response: QueryResponse,
  refId: string,
): SessionDetail | undefined {
  const frames = framesOf(response, refId);
  const named = (name: string): Frame | undefined => frames.find((f) => f.schema.name === name);
  const session = rowsOf<SessionDetailRow>(named('session'))[0];
  if (session === undefined) {
    return undefined;
  }
  const byIndex = (a: StepRow, b: StepRow): number => a.index - b.index || a.shownAt - b.shownAt;
  return {
    session,
    steps: rowsOf<StepRow>(named('steps')).sort(byIndex),
    hooks: rowsOf<HookRow>(named('hooks')),
  };
}
