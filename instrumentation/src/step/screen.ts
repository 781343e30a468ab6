import { FixedTexts } from '../fixed-texts.ts';
import { asksForSecret } from '../privacy/secret-prompts.ts';

/** A screen, taken apart. */
export interface Screen {
  /** As sent, without the provider's prefix. */
  readonly text: string;
  /** The lines that are not options, in order. */
  readonly prompt: string;
  /** What can be chosen, as typed, with its label. */
  readonly options: ReadonlyMap<string, string>;
  /** What is typed next is a secret. */
  readonly asksSecret: boolean;
}

// "1. Send", "1) Send", "1: Send", "1- Send", "1 Send", "#. Menu", "n. Next".
const OPTION_LINE = /^\s*\(?(\d{1,3}|[a-zA-Z#*])\s*[.):=>-]+\s*(\S.*)$|^\s*(\d{1,2})\s+(\p{L}.*)$/u;
// "1. Yes 2. No" on one line.
const INLINE_OPTION = /(?<=^|\s)(\d{1,2})\s*[.):-]\s*(\p{L}[^\d\n]*)/gu;
// "Press 1 to confirm", "Reply 0 for menu".
const PRESS_OPTION =
  /(?:\b(?:or|ou|au)|,|\b(?:press|reply|reply with|type|dial|enter|tapez|appuyez sur|bonyeza|jibu))\s+['"]?(\d{1,2}|[#*])['"]?\s+(?:to|for|pour|kwa|ku\p{L}*)\s+([^\n,.]*)/giu;

const screens = new FixedTexts<Screen>();

/** Takes a screen apart. */
export function readScreen(text: string): Screen {
  return screens.reading(text, takeApart);
}

function takeApart(text: string): Screen {
  const options = new Map<string, string>();
  const prompt: string[] = [];
  let optionLines = 0;
  for (const line of text.split('\n')) {
    const match = OPTION_LINE.exec(line);
    const key = match?.[1] ?? match?.[3];
    const label = match?.[2] ?? match?.[4];
    if (key === undefined || label === undefined) {
      prompt.push(line);
      for (const [, inlineKey, inlineLabel] of line.matchAll(PRESS_OPTION)) {
        if (inlineKey !== undefined) options.set(inlineKey, (inlineLabel ?? '').trim());
      }
    } else {
      optionLines++;
      options.set(key.toLowerCase(), label.trim());
    }
    if (/\d.*\d/.test(line)) {
      for (const [, inlineKey, inlineLabel] of line.matchAll(INLINE_OPTION)) {
        if (inlineKey !== undefined) options.set(inlineKey, (inlineLabel ?? '').trim());
      }
    }
  }
  const rest = prompt.join('\n').trim();
  // One numbered line alone is a prompt that happens to have a number ("1. Enter your PIN").
  const asking = rest === '' || optionLines < 2 ? text : rest;
  return { text, prompt: rest, options, asksSecret: asksForSecret(asking) };
}
