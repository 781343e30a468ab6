import { expect, test } from 'vitest';
import { OUTCOMES } from '../data/session-types.ts';
import { KIND_WORDS } from '../format/outcome-words.ts';
import { hookAddress, hookError } from './describe-hook.ts';
import { explainDialled } from './explain-dialled.ts';
import { explainAction, explainEnd, reachedAfter } from './explain-end.ts';
import { explainMissingScreen, inputWords } from './explain-missing.ts';
import { isHookFailed } from './hook-failed.ts';
import { prettyBody } from './pretty-body.ts';

const facts = {
  outcome: 'completed',
  outcomeSource: 'inferred',
  endedBy: 'app',
  evidence: 'callback',
  lastStep: 'receipt',
  provider: 'africastalking',
  reportStatus: '',
  network: 'Safaricom',
  goalMissed: false,
  goals: '',
} as const;

test('a completion that is inferred says so and how to be certain', () => {
  const { what, how } = explainEnd(facts, undefined);
  expect(what).toBe('The user came to the end at step “receipt”.');
  expect(how).toContain('Inferred');
  expect(how).toContain('HOPSCOPE_GOALS');
});

test('a goal is only named where the app or the configuration has one', () => {
  const { what } = explainEnd({ ...facts, outcomeSource: 'goal' }, undefined);
  expect(what).toBe('The user reached the goal at step “receipt”.');
});

test('a goal that the app marked is named, and not placed on the last screen', () => {
  const { what } = explainEnd({ ...facts, outcomeSource: 'app', goals: 'paid' }, undefined);
  expect(what).toBe(
    'The user reached the goal “paid”; the session was left or ended at step “receipt”.',
  );
});

test('what the app itself said is not called inferred', () => {
  const { how } = explainEnd({ ...facts, outcomeSource: 'app' }, undefined);
  expect(how).toBe('The end was seen in the app’s own answer. The app itself marked the outcome.');
});

test('an end known from silence only is never told as something the provider said', () => {
  const { what, how } = explainEnd(
    { ...facts, outcome: 'abandoned', evidence: 'timer', lastStep: 'send_pin' },
    undefined,
  );
  expect(what).toContain('“send_pin”');
  expect(how).toBe(
    'Nobody reported the end: it is concluded from silence past the provider’s idle limit.',
  );
});

test('a report that may mean user or network blames neither', () => {
  const reported = { ...facts, outcome: 'abandoned', evidence: 'provider_report' } as const;
  const { what } = explainEnd({ ...reported, reportStatus: 'Incomplete' }, undefined);
  expect(what).toContain('the user hung up or went silent, or the network failed');
  expect(KIND_WORDS.left).not.toMatch(/user/i);
});

test('a report of the provider is quoted with its own word', () => {
  const { how } = explainEnd(
    { ...facts, outcome: 'cancelled', evidence: 'provider_report', reportStatus: 'Incomplete' },
    undefined,
  );
  expect(how).toContain("Africa's Talking reported the end with the status “Incomplete”.");
});

test('a failed hook is named', () => {
  const { what } = explainEnd({ ...facts, outcome: 'hook_error' }, 'transfer');
  expect(what).toContain('“transfer”');
});

test('a session that the next one took the place of does not claim an answer of the app', () => {
  const { how } = explainEnd({ ...facts, outcome: 'superseded', endedBy: 'user' }, undefined);
  expect(how).toBe(
    'No answer ended it: it is concluded from the same user’s next session on this code, which began while this one was open.',
  );
});

test('an answer that came too late is told as that, whatever showed the end', () => {
  const late = { ...facts, outcome: 'app_timeout', endedBy: 'provider' } as const;
  const slow = 'Inferred: the app’s last answer took longer than this provider waits.';
  expect(explainEnd(late, undefined).how).toMatch(/^No answer ended it: .* next session/);
  expect(explainEnd(late, undefined).how).toContain(slow);
  expect(explainEnd({ ...late, evidence: 'timer' }, undefined).how).toBe(
    `Nobody reported the end: it is concluded from silence past the provider’s idle limit. ${slow}`,
  );
});

test('a goal that was missed is not told as words of the last screen', () => {
  const missed = explainEnd({ ...facts, outcome: 'rejected', goalMissed: true }, undefined);
  expect(missed.what).toBe('The session ended at step “receipt” without reaching a goal.');
  expect(missed.how).toBe(
    'The end was seen in the app’s own answer. Inferred: goals are set for this code in HOPSCOPE_GOALS, and the session reached none of them.',
  );
  const words = explainEnd({ ...facts, outcome: 'rejected' }, undefined);
  expect(words.how).toContain('the words of the last screen');
});

const EVIDENCE = {
  app: [/^The end was seen in the app’s own answer\./, 'callback', 'app'],
  hook: [/^The end was seen in the app’s own answer\./, 'callback', 'hook'],
  report: [/^Africa's Talking reported the end\./, 'provider_report', 'user'],
  silence: [/^Nobody reported the end: /, 'timer', 'timer'],
  'the next session': [/^No answer ended it: /, 'callback', 'user'],
} as const;

test.each(Object.entries(EVIDENCE))('evidence: %s', (_, [words, evidence, endedBy]) => {
  for (const outcome of OUTCOMES.filter((one) => one !== 'in_progress')) {
    expect(explainEnd({ ...facts, outcome, evidence, endedBy }, undefined).how).toMatch(words);
  }
});

test('every outcome has a sentence that ends as one', () => {
  for (const outcome of OUTCOMES) {
    expect(explainEnd({ ...facts, outcome }, undefined).what).toMatch(/\.$/);
  }
});

test('actions that change the way through the menu are told, with who decided', () => {
  expect(explainAction({ action: 'next', actionSource: 'user' })).toBeUndefined();
  expect(explainAction({ action: 'retry', actionSource: 'hook' })).toContain('by a hook');
  expect(explainAction({ action: 'back', actionSource: 'user' })).toContain('by the user');
  expect(explainAction({ action: 'skip', actionSource: 'hook' })).toContain('from a hook');
  expect(explainAction({ action: 'end', actionSource: 'app' })).toContain('by the app');
});

test('a screen that was not captured says at which level, and how to change it', () => {
  const text = explainMissingScreen({
    screenLength: 84,
    capture: 'minimal',
    responseType: 'continue',
  });
  expect(text).toContain('84 characters');
  expect(text).toContain('HOPSCOPE_CAPTURE=minimal');
});

const step = {
  input: '',
  inputType: 'none',
  inputLength: 0,
  inputSource: 'user',
  capture: 'standard',
};

test('a secret is shown as one, whatever was sent along', () => {
  expect(inputWords({ ...step, inputType: 'secret', input: '1234' }).text).toBe('••••');
});

test('an input that was not captured is told by its kind and length', () => {
  const words = inputWords({ ...step, inputType: 'number', inputLength: 10 });
  expect(words.text).toBe('a number, 10 characters');
  expect(words.hint).toContain('HOPSCOPE_CAPTURE=full');
});

test('an input that a hook supplied is not told as typed', () => {
  expect(inputWords({ ...step, inputType: 'option', input: '1', inputSource: 'hook' }).hint).toBe(
    'Supplied by a hook, not typed.',
  );
});

test('the first screen is reached at the start', () => {
  expect(reachedAfter(0)).toBe('at the start');
  expect(reachedAfter(4200)).toBe('4.2\u00a0s');
});

test('a hook failed with a status of 400 or more, without an answer, or with an error', () => {
  expect(isHookFailed({ status: 399, errorType: '' })).toBe(false);
  expect(isHookFailed({ status: 400, errorType: '' })).toBe(true);
  expect(isHookFailed({ status: 0, errorType: '' })).toBe(true);
  expect(isHookFailed({ status: 200, errorType: 'timeout' })).toBe(true);
});

test('a hook whose path is a template only is shown with its host', () => {
  const hook = { url: '/accounts/{account}', serverAddress: 'bank.example' };
  expect(hookAddress(hook)).toBe('bank.example/accounts/{account}');
  expect(hookAddress({ ...hook, url: 'https://bank.example/a' })).toBe('https://bank.example/a');
  expect(hookAddress({ url: '', serverAddress: '' })).toBe('URL not captured');
});

test('what a hook failed with is said once: not again when it is the status', () => {
  expect(hookError({ status: 500, errorType: '500' })).toBeUndefined();
  expect(hookError({ status: 0, errorType: 'timeout' })).toBe('timeout');
});

test('JSON is laid out; a body that was cut off stays as it came', () => {
  expect(prettyBody('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyBody('{"a":')).toBe('{"a":');
  expect(prettyBody('plain')).toBe('plain');
});

const dialled = { serviceCode: '*384*123#', dialledInputLength: 3, capture: 'full' };

test('what was dialled behind the code is told with the menus that it passed', () => {
  expect(explainDialled({ ...dialled, dialledInput: '1*2', dialledInputType: 'option' })).toBe(
    'Dialled *384*123*1*2#: the user passed 2 menus without seeing them.',
  );
});

test('where only the last part is known, the dialled string is not made up', () => {
  expect(explainDialled({ ...dialled, dialledInput: '2', dialledInputType: 'option' })).toBe(
    'Dialled with inputs behind the code, “2” as the last: the user passed their menus without seeing them.',
  );
});

test('what was dialled but not captured says why; nothing dialled says nothing', () => {
  const hidden = { ...dialled, dialledInput: '', dialledInputType: 'text', capture: 'standard' };
  expect(explainDialled(hidden)).toBe(
    'Dialled with inputs behind the code (not captured at HOPSCOPE_CAPTURE=standard): the user passed their menus without seeing them.',
  );
  expect(explainDialled({ ...hidden, capture: 'full' })).toContain(
    '(kept out: one of them may be a secret)',
  );
  expect(explainDialled({ ...dialled, dialledInput: '', dialledInputType: '' })).toBeUndefined();
  // As of a backend that is older than the page.
  expect(explainDialled(dialled)).toBeUndefined();
});
