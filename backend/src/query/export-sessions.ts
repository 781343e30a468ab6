import { csvHeader, csvLine } from './csv.ts';
import { extraColumns } from './extra-columns.ts';
import type { QueryContext } from './query-context.ts';
import { type ExportRequest, toEpochMs } from './schema.ts';
import { SESSION_COLUMNS } from './session-row.ts';
import { readSessionPage } from './sessions.ts';

const PAGE_ROWS = 5_000;
const WINDOW_FIRST_MS = 3_600_000;
// So that an empty century takes ten questions.
const WINDOW_GROWTH = 8;

/**
 * All sessions that a filter matches as pieces of a CSV file, newest first, with the columns of the
 * table; a last line that says it is the last, where that is asked for. Reads a stretch of time after the other, wider ones while they hold little, so that neither
 * memory nor the cost of a page grows with the number of sessions.
 *
 * @throws {QueryError} before the first piece, for filters that cannot be answered.
 */
export async function* exportSessions(
  request: ExportRequest,
  parts: Pick<QueryContext, 'store' | 'config' | 'nowMs'>,
): AsyncGenerator<string> {
  const extra = extraColumns(request.columns);
  const columns = [...SESSION_COLUMNS, ...extra.columns];
  const fromMs = toEpochMs(request.from);
  let toMs = toEpochMs(request.to);
  let windowMs = WINDOW_FIRST_MS;
  let header = csvHeader(columns);
  let sessions = 0;
  while (header !== '' || toMs > fromMs) {
    const startMs = Math.max(fromMs, toMs - windowMs);
    let cursor: string | undefined;
    let rows = 0;
    do {
      const context = { ...parts, fromMs: startMs, toMs };
      const page = await readSessionPage(
        { filters: request.filters, limit: PAGE_ROWS, cursor, isWhole: true },
        extra,
        context,
      );
      rows += page.rows.length;
      cursor = page.nextCursor;
      yield header + page.rows.map((row) => csvLine(columns, row)).join('');
      header = '';
    } while (cursor !== undefined);
    toMs = startMs;
    sessions += rows;
    if (rows < PAGE_ROWS / WINDOW_GROWTH) windowMs *= WINDOW_GROWTH;
    if (rows > PAGE_ROWS) windowMs = Math.max(1, Math.floor(windowMs / 2));
  }
  if (request.endMark) yield `end,${sessions}\r\n`;
}
