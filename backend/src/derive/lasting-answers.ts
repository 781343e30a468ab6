import type { FactCount } from './fact-counts.ts';

/** Answers that hold for ever. */
export interface LastingAnswers {
  /** @param question names it with all that its answer depends on. */
  read(question: string, ask: () => Promise<readonly FactCount[]>): Promise<readonly FactCount[]>;
}

/** What some dashboards ask for, in 10 MiB or so. */
const ANSWERS_MAX = 64;
const WEIGHT_MAX = 50_000;
/** A row is as heavy as so many counts of times. */
const COUNTS_A_ROW = 8;

function weightOf(counts: readonly FactCount[]): number {
  return counts.reduce((sum, { times }) => sum + 1 + times.length / COUNTS_A_ROW, 0);
}

interface Answer {
  readonly counts: Promise<readonly FactCount[]>;
  weight: number;
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
    let weight = [...answers.values()].reduce((sum, answer) => sum + answer.weight, 0);
    for (const [question, answer] of answers) {
      if (answers.size <= ANSWERS_MAX && weight <= WEIGHT_MAX) return;
      answers.delete(question);
      weight -= answer.weight;
    }
  }

  return {
    async read(question, ask) {
      const known = answers.get(question);
      const answer = known ?? { counts: ask(), weight: 0 };
      answers.delete(question);
      answers.set(question, answer);
      try {
        const counts = await answer.counts;
        if (known === undefined) {
          answer.weight = weightOf(counts);
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
