import type { ScreenAnswer } from './provider.ts';

/**
 * An answer whose two parts have been looked for: without either, the gateway cannot read it.
 *
 * @param body what is kept of an answer that has no screen where it belongs.
 */
export function screenAnswer(
  type: 'continue' | 'end' | undefined,
  text: string | undefined,
  body: string,
): ScreenAnswer {
  return type === undefined || text === undefined
    ? { type: 'invalid', text: text ?? body }
    : { type, text };
}

/** `continue` for `true`, `end` for `false`. */
export function goesOn(flag: boolean | undefined): 'continue' | 'end' | undefined {
  return flag === undefined ? undefined : flag ? 'continue' : 'end';
}
