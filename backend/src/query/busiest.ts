import { COMPLETION_COLUMNS, type CompletionCounts } from './completion-counts.ts';
import { type Column, type Frame, frameOf } from './frame.ts';
import { groupedSessions } from './grouped-sessions.ts';
import type { QueryContext } from './query-context.ts';
import type { BusiestQuery } from './schema.ts';

type By = BusiestQuery['by'];

interface Row extends CompletionCounts {
  readonly part: string;
}

const PARTS: Readonly<Record<By, string>> = {
  day: 'toString(toDate(at, {timeZone:String}))',
  weekday: 'toString(toDayOfWeek(at, 0, {timeZone:String}))',
  hour: 'toString(toHour(at, {timeZone:String}))',
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

// All of a fixed set, in its order, so that a quiet hour is seen as quiet.
const ALL: Readonly<Record<By, readonly string[] | undefined>> = {
  day: undefined,
  weekday: WEEKDAYS.map((_, index) => String(index + 1)),
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
};

const NAMES: Readonly<Record<By, (part: string) => string>> = {
  day: (part) => part,
  weekday: (part) => WEEKDAYS[Number(part) - 1] ?? part,
  hour: (part) => `${part.padStart(2, '0')}:00`,
};

/** The text of the query over grouped sessions. */
export function busiestSql(sessions: string, by: By): string {
  return `
SELECT
  ${PARTS[by]} AS part,
  sum(n) AS sessions,
  sumIf(n, outcome != 'in_progress') AS closed,
  sumIf(n, outcome = 'completed') AS completed
FROM (SELECT fromUnixTimestamp64Milli(started_ms, 'UTC') AS at, outcome, n FROM (${sessions}))
GROUP BY part`;
}

/** When people dial: sessions and their completion by day, day of the week or hour of the day. */
export async function busiest(query: BusiestQuery, context: QueryContext): Promise<Frame[]> {
  const { sql, params } = await groupedSessions(query.filters, context);
  const found = await context.store.query<Row>(busiestSql(sql, query.by), {
    ...params,
    timeZone: query.timeZone,
  });
  const columns: readonly Column<Row>[] = [
    { name: query.by, type: 'string', value: ({ part }) => NAMES[query.by](part) },
    { name: 'sessions', type: 'number', value: ({ sessions }) => Number(sessions) },
    ...COMPLETION_COLUMNS,
  ];
  const all = ALL[query.by];
  const byPart = new Map(found.map((row) => [row.part, row]));
  const rows =
    all?.map((part) => byPart.get(part) ?? { part, sessions: 0, closed: 0, completed: 0 }) ??
    found
      .toSorted((a, b) => Number(b.sessions) - Number(a.sessions) || (a.part < b.part ? -1 : 1))
      .slice(0, query.limit);
  return [frameOf('busiest', query.refId, columns, rows)];
}
