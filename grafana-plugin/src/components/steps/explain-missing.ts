import type { StepRow } from '../data/session-types.ts';

/** Why the screen's text is not there and what to change, in one sentence each. */
export function explainMissingScreen(
  step: Pick<StepRow, 'screenLength' | 'capture' | 'responseType'>,
): string {
  if (step.responseType === 'invalid') {
    return 'The app’s answer was not a screen: the gateway could not read it.';
  }
  const characters =
    step.screenLength > 0 ? `A screen of ${step.screenLength} characters, not` : 'Not';
  if (step.capture === 'full') {
    return `${characters} recorded: no answer was seen.`;
  }
  return `${characters} captured at HOPSCOPE_CAPTURE=${step.capture === '' ? 'standard' : step.capture}. Set it to standard (digits masked) or full on the app to see screens of new sessions.`;
}

export interface InputWords {
  /** What to show in the reply field of the phone, `undefined` when nobody answered the screen. */
  readonly text: string | undefined;
  /** Whether `text` is what the user typed, not a description of it. */
  readonly isVerbatim: boolean;
  /** Why the text is not what the user typed, when it is not. */
  readonly hint: string | undefined;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  option: 'a menu choice',
  number: 'a number',
  text: 'text',
};

/** What the user answered on a screen, or why it cannot be shown. */
export function inputWords(
  step: Pick<StepRow, 'input' | 'inputType' | 'inputLength' | 'inputSource' | 'capture'>,
): InputWords {
  const hint = step.inputSource === 'hook' ? 'Supplied by a hook, not typed.' : undefined;
  if (step.inputType === 'secret') {
    return {
      text: '••••',
      isVerbatim: false,
      hint: 'A secret: never recorded, at any capture level.',
    };
  }
  if (step.input !== '') {
    return { text: step.input, isVerbatim: true, hint };
  }
  if (step.inputType === '' || step.inputType === 'none') {
    return { text: undefined, isVerbatim: false, hint };
  }
  const kind = TYPE_WORDS[step.inputType] ?? step.inputType;
  const length =
    step.inputLength > 0
      ? `, ${step.inputLength} ${step.inputLength === 1 ? 'character' : 'characters'}`
      : '';
  return {
    text: `${kind}${length}`,
    isVerbatim: false,
    hint:
      step.capture === 'full'
        ? 'Only the kind is recorded: what the screen before had asked for was not known.'
        : 'Only the kind is recorded. HOPSCOPE_CAPTURE=full on the app records what is typed, secrets never.',
  };
}
