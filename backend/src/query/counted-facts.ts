import { countFacts } from '../derive/count-facts.ts';
import {
  type FactCount,
  type FactCountRow,
  type FactFilter,
  type FactsAsked,
  factCountsOf,
  type Question,
  sessionCountsSql,
} from '../derive/fact-counts.ts';
import type { Cover } from '../derive/roll-up.ts';
import { HOUR_SECONDS, type RollUpDimension, SLOT_SECONDS } from '../derive/roll-up-sql.ts';
import { withinSql } from '../derive/uncounted-sessions.ts';
import type { SqlParams } from '../store/database.ts';
import type { Filters } from './filter-schema.ts';
import { filteredSessions, listOf } from './filters.ts';
import { ownTurn } from './loop-turn.ts';
import type { QueryContext } from './query-context.ts';

const FILTER_COLUMNS = [
  ['network', 'network'],
  ['provider', 'provider'],
  ['serviceCode', 'service_code'],
  ['version', 'service_version'],
  ['environment', 'environment'],
  ['kind', 'kind'],
] as const;
const FILTER_NAMES: ReadonlySet<string> = new Set(FILTER_COLUMNS.map(([name]) => name));

/**
 * Counts of facts over the filtered sessions of the context's range: of whole hours and days that were
 * counted before where the filters allow it, of the sessions themselves for the rest. Several rows may
 * have the same keys: whoever asks adds them up.
 */
export async function countedFacts(
  asked: FactsAsked,
  filters: Filters,
  context: QueryContext,
): Promise<readonly FactCount[]> {
  const { rollUp, fromMs, toMs, nowMs, config } = context;
  if (rollUp === undefined) return await countSessions(asked, filters, context);
  if (!isCounted(asked, filters)) {
    const cover = await rollUp.cover(fromMs, toMs, nowMs);
    const [settled, rest] = await Promise.all([
      countSettled(asked, filters, context, cover),
      countLive(cover, asked, filters, context),
    ]);
    return [...settled, ...rest];
  }
  const cover = await rollUp.cover(fromMs, toMs, nowMs, isFine(asked));
  const filter = factFilterOf(filters);
  const countRest = async () => {
    const sessions = await cover.sessions();
    // All panels have waited for the same sessions.
    await ownTurn();
    if (sessions !== undefined) return countFacts(asked, filter, sessions, config, nowMs);
    return await countLive(cover, asked, filters, context);
  };
  const [counted, rest] = await Promise.all([cover.counts(asked, filter), countRest()]);
  return [...counted, ...rest];
}

const isOfOutcomes = ({ facts }: FactsAsked) => facts.every((fact) => fact === 'session');

function isFine(asked: FactsAsked): boolean {
  return asked.at?.hasWhole(isOfOutcomes(asked) ? SLOT_SECONDS : HOUR_SECONDS) === false;
}

function isCounted(asked: FactsAsked, filters: Filters): boolean {
  return Object.entries(filters).every(
    ([name, value]) =>
      value === undefined || FILTER_NAMES.has(name) || (isOfOutcomes(asked) && name === 'outcome'),
  );
}

function factFilterOf(filters: Filters): FactFilter {
  const lists: Partial<Record<RollUpDimension, readonly string[]>> = {};
  for (const [name, column] of FILTER_COLUMNS) {
    const values = listOf(filters, name);
    if (values !== undefined) lists[column] = values;
  }
  return { lists, outcomes: filters.outcome };
}

/** Of hours and days that were counted, but not by what the filters ask for. */
async function countSettled(
  asked: FactsAsked,
  filters: Filters,
  context: QueryContext,
  cover: Cover,
): Promise<readonly FactCount[]> {
  const settled = cover.settled();
  const [first] = settled;
  const last = settled.at(-1);
  if (first === undefined || last === undefined) return [];
  // The same for all ranges that have these units.
  const within = { ...context, fromMs: first[0], toMs: last[1] };
  const question = sessionsQuestion(asked, filters, within, withinSql(settled));
  return await cover.settledCounts(asked, question);
}

/** Of the other hours. */
async function countLive(
  { units, live }: Cover,
  asked: FactsAsked,
  filters: Filters,
  context: QueryContext,
): Promise<readonly FactCount[]> {
  if (live.length === 0) return [];
  // Nothing else is in the range.
  const within = units.length === 0 ? undefined : withinSql(live);
  return await countSessions(asked, filters, context, within);
}

async function countSessions(
  asked: FactsAsked,
  filters: Filters,
  context: QueryContext,
  within?: string,
): Promise<FactCount[]> {
  const { sql, params } = sessionsQuestion(asked, filters, context, within);
  return factCountsOf(await context.store.query<FactCountRow>(sql, params), asked);
}

function sessionsQuestion(
  asked: FactsAsked,
  filters: Filters,
  context: QueryContext,
  within?: string,
): Question {
  let params: SqlParams = {};
  const sql = sessionCountsSql(asked, (usedBy) => {
    const sessions = filteredSessions(filters, context, usedBy, within);
    params = sessions.params;
    return sessions.sql;
  });
  return { sql, params: { ...params, ...asked.at?.params } };
}
