import type { IconName } from '@grafana/data';
import type { Outcome } from '../data/session-types.ts';

/** What an outcome means for whoever reads the chart: who has to do something about it. */
export const OUTCOME_KINDS = ['completed', 'declined', 'left', 'fault', 'open'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export interface OutcomeWords {
  readonly label: string;
  readonly kind: OutcomeKind;
  readonly icon: IconName;
  /** One sentence, for hints. */
  readonly meaning: string;
}

/** Meanings follow docs/definitions.md. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, OutcomeWords>> = {
  completed: {
    label: 'Completed',
    kind: 'completed',
    icon: 'check-circle',
    meaning: 'The user reached a goal.',
  },
  rejected: {
    label: 'Rejected',
    kind: 'declined',
    icon: 'ban',
    meaning: 'The app or a hook ended the session by a business rule.',
  },
  invalid_input: {
    label: 'Invalid input',
    kind: 'declined',
    icon: 'ban',
    meaning: 'The user mistyped until the app gave up.',
  },
  abandoned: {
    label: 'Abandoned',
    kind: 'left',
    icon: 'clock-nine',
    meaning: 'The session broke off or fell silent; nobody said why.',
  },
  cancelled: {
    label: 'Cancelled',
    kind: 'left',
    icon: 'times-circle',
    meaning: 'The provider reports that the user hung up.',
  },
  timed_out: {
    label: 'Timed out',
    kind: 'left',
    icon: 'clock-nine',
    meaning: 'The network or provider closed the session at its time limit.',
  },
  superseded: {
    label: 'Superseded',
    kind: 'left',
    icon: 'repeat',
    meaning: 'The same user dialled again while this session was open.',
  },
  hook_error: {
    label: 'Hook error',
    kind: 'fault',
    icon: 'exclamation-triangle',
    meaning: 'The session ended at a step whose hook failed.',
  },
  app_error: {
    label: 'App error',
    kind: 'fault',
    icon: 'exclamation-triangle',
    meaning: 'The app failed, or its answer could not be read.',
  },
  app_timeout: {
    label: 'App too slow',
    kind: 'fault',
    icon: 'exclamation-triangle',
    meaning: 'The app answered later than the provider waits.',
  },
  network_aborted: {
    label: 'Network aborted',
    kind: 'fault',
    icon: 'exclamation-triangle',
    meaning: 'The network broke the session off.',
  },
  in_progress: {
    label: 'In progress',
    kind: 'open',
    icon: 'hourglass',
    meaning: 'The session is still open.',
  },
};

export const KIND_WORDS: Readonly<Record<OutcomeKind, string>> = {
  completed: 'Completed',
  declined: 'Not completed: turned down',
  left: 'Not completed: broke off',
  fault: 'Not completed: fault',
  open: 'In progress',
};

/** An outcome's words; a word of a newer backend is shown as it is. */
export function outcomeWords(outcome: string): OutcomeWords {
  const known = (OUTCOME_WORDS as Readonly<Record<string, OutcomeWords>>)[outcome];
  return known ?? { label: outcome, kind: 'left', icon: 'question-circle', meaning: '' };
}

/** What an outcome means for a hint; an inferred one says so, and claims no more than was seen. */
export function outcomeMeaning(outcome: string, source: string): string {
  const { meaning } = outcomeWords(outcome);
  if (source !== 'inferred') {
    return meaning;
  }
  // No goal was set for the code, so that nobody can say that one was reached.
  const seen =
    outcome === 'completed' ? 'The app ended the session on a screen without an error.' : meaning;
  return `${seen} Inferred: its steps say from what.`;
}

/** The outcomes of one kind, in the order of the definitions page. */
export function outcomesOfKind(kind: OutcomeKind): Outcome[] {
  return (Object.keys(OUTCOME_WORDS) as Outcome[]).filter((o) => OUTCOME_WORDS[o].kind === kind);
}
