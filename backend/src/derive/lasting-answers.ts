import type { FactCount } from './fact-counts.ts';

/** Answers that hold for ever. */
export interface LastingAnswers {
  /** @param question names it with all that its answer depends on. */
  read(question: string, ask: () => Promise<readonly FactCount[]>): Promise<readonly FactCount[]>;
}

/** What some dashboards ask for, in some MiB. */
const ANSWERS_MAX = 64;
const ROWS_MAX = 50_000;

interface Answer {
  readonly counts: Promise<readonly FactCount[]>;
  rows: number;
}

/**
 * Keeps the answers of the questions asked last. A build of an hour or a day is never written to again, nor
 * are its sessions while it is the one that counts: so a dashboard over weeks that is looked at again asks
 * the database for little, until another hour is counted.
 */
export function createLastingAnswers(): LastingAnswers {
  // The least recently asked first.
  const answers = new Map<string, Answer>();

  function forget(): void {
    let rows = [...answers.values()].reduce((sum, answer) => sum + answer.rows, 0);
    for (const [question, answer] of answers) {
      if (answers.size <= ANSWERS_MAX && rows <= ROWS_MAX) return;
      answers.delete(question);
      rows -= answer.rows;
    }
  }

  return {
    async read(question, ask) {
      const known = answers.get(question);
      const answer = known ?? { counts: ask(), rows: 0 };
      answers.delete(question);
      answers.set(question, answer);
      try {
        const counts = await answer.counts;
        if (known === undefined) {
          answer.rows = counts.length;
          forget();
        }
        return counts;
      } catch (error) {
        if (answers.get(question) === answer) answers.delete(question);
        throw error;
      }
    },
  };
}
