import type { Store } from '../store/store.ts';
import {
  type FactCount,
  type FactCountRow,
  type FactFilter,
  type FactsAsked,
  factCountOf,
  unitCountsQuestion,
} from './fact-counts.ts';

/** Reads what hours and days have counted. */
export interface UnitCounts {
  /** @param units `(hours, start, build), ...`. */
  read(asked: FactsAsked, filter: FactFilter, units: string): Promise<readonly FactCount[]>;
}

/** Answers and their rows that are kept: what some dashboards ask for, in some MiB. */
const ANSWERS_MAX = 64;
const ROWS_MAX = 50_000;

interface Answer {
  readonly counts: Promise<readonly FactCount[]>;
  rows: number;
}

/**
 * A build is never written to again, so what a list of builds says holds for ever: a dashboard over weeks
 * that is looked at again asks the database for nothing that was counted, until another hour is.
 */
export function createUnitCounts(store: Pick<Store, 'query'>): UnitCounts {
  // The least recently asked for first.
  const answers = new Map<string, Answer>();

  async function ask(asked: FactsAsked, sql: string, params: object): Promise<FactCount[]> {
    const rows = await store.query<FactCountRow>(sql, { ...params });
    return rows.flatMap((row) => factCountOf(row, asked.facts) ?? []);
  }

  function forget(): void {
    let rows = [...answers.values()].reduce((sum, answer) => sum + answer.rows, 0);
    for (const [key, answer] of answers) {
      if (answers.size <= ANSWERS_MAX && rows <= ROWS_MAX) return;
      answers.delete(key);
      rows -= answer.rows;
    }
  }

  return {
    async read(asked, filter, units) {
      const { sql, params } = unitCountsQuestion(asked, filter, units);
      const key = `${sql} ${JSON.stringify(params)}`;
      const known = answers.get(key);
      const answer = known ?? { counts: ask(asked, sql, params), rows: 0 };
      answers.delete(key);
      answers.set(key, answer);
      try {
        const counts = await answer.counts;
        if (known === undefined) {
          answer.rows = counts.length;
          forget();
        }
        return counts;
      } catch (error) {
        if (answers.get(key) === answer) answers.delete(key);
        throw error;
      }
    },
  };
}
