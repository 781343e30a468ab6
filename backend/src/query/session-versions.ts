import { EXACT_INTEGERS } from '../store/database.ts';
import type { QueryContext } from './query-context.ts';
import {
  type ReadSession,
  readSessionOf,
  SESSION_SELECT,
  type StoredSession,
} from './session-row.ts';

/**
 * Selects rows of `sessions` without FINAL, which reads more than the few granules that a bloom filter names:
 * also those that others have replaced. Until it is merged, a row is among them too whose session has another id
 * by now, as it was then: spans of one session say two ids, or hashes of one number by two keys, and the first of
 * them came last.
 */
export const VERSION_SELECT = `${SESSION_SELECT}, revision, is_deleted AS isDeleted`;

/** A row of `VERSION_SELECT`. */
export interface VersionRow extends StoredSession {
  readonly revision: string;
  readonly isDeleted: number;
}

/** The sessions of rows as they are now, newest first, each with the row that says so. */
export function currentSessions<Row extends VersionRow>(
  versions: readonly Row[],
  { config, nowMs }: QueryContext,
): (readonly [session: ReadSession, row: Row])[] {
  const current = new Map<string, readonly [ReadSession, Row]>();
  for (const version of versions) {
    const session = readSessionOf(version, config, nowMs);
    const key = `${session.startedAt} ${session.traceId}`;
    const known = current.get(key)?.[1];
    if (known === undefined || BigInt(version.revision) > BigInt(known.revision)) {
      current.set(key, [session, version]);
    }
  }
  return [...current.values()]
    .filter(([, { isDeleted }]) => isDeleted === 0)
    .sort(([a], [b]) => b.startedAt - a.startedAt || (a.traceId < b.traceId ? 1 : -1));
}

// Far more than rows of one session. A gateway that counts again from 1 has sessions without end by one id.
const ROWS_MAX = 500;

/** What a session can be named by. */
export type IdColumn = 'trace_id' | 'session_id';

/** The text of the query for rows by an id, in any order: sorting them would take a tenth of the question. */
export function rowsByIdSql(by: IdColumn): string {
  return `
SELECT ${VERSION_SELECT}
FROM sessions
WHERE ${by} = {id:String}
LIMIT ${ROWS_MAX}
SETTINGS ${EXACT_INTEGERS}`;
}

/** What rows by an id say. */
export interface FoundById {
  /** The session that began last, with how it ended. */
  readonly newest: ReadSession | undefined;
  /** There are more rows: what they say is not known. */
  readonly isCut: boolean;
}

/** Finds a session by its trace or by the gateway's id, wherever it lies in time. */
export async function findById(
  by: IdColumn,
  id: string,
  context: QueryContext,
): Promise<FoundById> {
  const versions = await context.store.query<VersionRow>(rowsByIdSql(by), { id });
  const [newest] = currentSessions(versions, context);
  return { newest: newest?.[0], isCut: versions.length === ROWS_MAX };
}
