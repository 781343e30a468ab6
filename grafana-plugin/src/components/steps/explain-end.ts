import type { SessionDetailRow, StepRow } from '../data/session-types.ts';
import { formatDuration } from '../format/duration.ts';
import { outcomeWords } from '../format/outcome-words.ts';
import { formatProvider } from '../format/provider.ts';

/** Why a session ended, in two plain sentences. */
export interface EndExplanation {
  /** What happened, and at which step. */
  readonly what: string;
  /** Who says so, or what it was concluded from. */
  readonly how: string;
}

type Facts = Pick<
  SessionDetailRow,
  | 'outcome'
  | 'outcomeSource'
  | 'endedBy'
  | 'evidence'
  | 'lastStep'
  | 'provider'
  | 'reportStatus'
  | 'network'
  | 'goalMissed'
  | 'goals'
>;

function whatHappened(facts: Facts, lastHookOfSession: string | undefined): string {
  const at = facts.lastStep === '' ? 'on its last screen' : `at step “${facts.lastStep}”`;
  const network = facts.network === '' ? 'The network' : facts.network;
  switch (facts.outcome) {
    case 'in_progress':
      return `Still open: the last screen shown is ${facts.lastStep === '' ? 'unknown' : `“${facts.lastStep}”`}.`;
    case 'completed':
      return facts.outcomeSource === 'inferred'
        ? `The user came to the end ${at}.`
        : facts.outcomeSource === 'app'
          ? // It may have been reached long before the last screen.
            `The user reached the goal${facts.goals === '' ? '' : ` “${facts.goals}”`}; the session was left or ended ${at}.`
          : `The user reached the goal ${at}.`;
    case 'rejected':
      if (facts.goalMissed) {
        return `The session ended ${at} without reaching a goal.`;
      }
      return `${facts.endedBy === 'hook' ? 'A hook' : facts.endedBy === 'provider' ? 'The provider' : 'The app'} turned the request down ${at}.`;
    case 'invalid_input':
      return `The app gave up after input it could not use ${at}.`;
    case 'hook_error':
      return `The session ended ${at}, where ${lastHookOfSession === undefined ? 'a hook' : `the hook “${lastHookOfSession}”`} had failed.`;
    case 'app_error':
      return `The app failed ${at}, or answered with something the gateway cannot read.`;
    case 'app_timeout':
      return `The app answered too late ${at}: the gateway had stopped waiting.`;
    case 'network_aborted':
      return `${network} broke the session off ${at}.`;
    case 'cancelled':
      return `The user hung up ${at}.`;
    case 'timed_out':
      return `${network} or the provider closed the session at its time limit; the user was ${at}.`;
    case 'superseded':
      return `The user dialled the same code again while this session was open ${at}.`;
    case 'abandoned':
      // Such a report covers cancel, time-out and network alike (docs/definitions.md).
      return facts.evidence === 'provider_report'
        ? `The session broke off ${at}: the user hung up or went silent, or the network failed. The report does not say which.`
        : `Nothing more came from the user ${at}.`;
    default:
      return `${outcomeWords(facts.outcome).label} ${at}.`;
  }
}

function inferredFrom(facts: Facts): string {
  switch (facts.outcome) {
    case 'completed':
      return 'Inferred: the app ended the session without an error and the last screen does not say that anything failed. No goal is set for this code; name one in HOPSCOPE_GOALS to be certain.';
    case 'rejected':
      if (facts.goalMissed) {
        return 'Inferred: goals are set for this code in HOPSCOPE_GOALS, and the session reached none of them.';
      }
      return facts.endedBy === 'hook'
        ? 'Inferred: a hook failed or told to end the session, and no goal was marked.'
        : 'Inferred: the words of the last screen say that the request was turned down.';
    case 'invalid_input':
    case 'hook_error':
    case 'app_error':
      return 'Inferred from the last screen and its hooks.';
    case 'app_timeout':
      return 'Inferred: the app’s last answer took longer than this provider waits.';
    default:
      // The evidence already says what it was concluded from.
      return '';
  }
}

function howWeKnow(facts: Facts): string {
  const provider = facts.provider === '' ? 'The provider' : formatProvider(facts.provider);
  if (facts.outcome === 'in_progress') {
    return 'It closes when the app or the provider ends it, or when the provider’s idle limit has passed in silence.';
  }
  const source =
    facts.outcomeSource === 'inferred'
      ? inferredFrom(facts)
      : facts.outcomeSource === 'app'
        ? 'The app itself marked the outcome.'
        : facts.outcomeSource === 'goal'
          ? 'The step is a goal of this code in HOPSCOPE_GOALS.'
          : '';
  return [evidenceOf(facts, provider), source].filter((sentence) => sentence !== '').join(' ');
}

function evidenceOf(facts: Facts, provider: string): string {
  switch (facts.evidence) {
    case 'provider_report':
      return `${provider} reported the end${facts.reportStatus === '' ? '' : ` with the status “${facts.reportStatus}”`}.`;
    case 'timer':
      return 'Nobody reported the end: it is concluded from silence past the provider’s idle limit.';
    case 'callback':
      // Where the app ended nothing, the request that was seen is the first one of the next session.
      return facts.endedBy === 'user' || facts.endedBy === 'provider'
        ? 'No answer ended it: it is concluded from the same user’s next session on this code, which began while this one was open.'
        : 'The end was seen in the app’s own answer.';
    default:
      return '';
  }
}

/** Says why a session ended, by whom and on whose evidence. */
export function explainEnd(facts: Facts, failedHook: string | undefined): EndExplanation {
  return { what: whatHappened(facts, failedHook), how: howWeKnow(facts) };
}

/** What the input of a step did, as a sentence; `undefined` for a plain step forward. */
export function explainAction(step: Pick<StepRow, 'action' | 'actionSource'>): string | undefined {
  const by =
    step.actionSource === 'hook' ? 'a hook' : step.actionSource === 'user' ? 'the user' : 'the app';
  switch (step.action) {
    case 'retry':
      return `The user was asked to try the same step again, by ${by}.`;
    case 'back':
      return `The user went back to the previous screen, sent by ${by}.`;
    case 'skip':
      return `This step was passed without asking: the input came from ${by}.`;
    case 'end':
      return `This answer ended the session, by ${by}.`;
    default:
      return undefined;
  }
}

/** `12.4 s after the start`, `at the start`. */
export function reachedAfter(timeToReachMs: number): string {
  return timeToReachMs <= 0 ? 'at the start' : formatDuration(timeToReachMs);
}
