import type { Callback, Provider } from '../providers/provider.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { newInput } from './input.ts';
import type { Screen } from './screen.ts';

/** What a request brought, and the screen it was typed on. */
export interface Arrival {
  /** The gateway sends the same request again: nothing new was typed. */
  readonly repeated: boolean;
  /** `''` when nothing was typed, or nobody here knows what. */
  readonly input: string;
  /** The request does not tell what was typed, if anything. */
  readonly untold: boolean;
  /** Values that may be secrets, because nobody here knows what they answered. */
  readonly suspects: readonly string[];
  /** Without `dialled` inputs it is only possible: true where this is the session's first request. */
  readonly source: 'user' | 'hook' | 'dialled' | undefined;
  /** Inputs surely dialled at once, because the provider says that the session starts here. */
  readonly dialled: readonly string[];
  /** The screen that the input answered; `undefined` when not known. */
  readonly screen: Screen | undefined;
  /** Requests in between went elsewhere, as far as can be seen. */
  readonly gap: boolean;
}

const NOTHING: Arrival = {
  repeated: false,
  input: '',
  untold: false,
  suspects: [],
  source: undefined,
  dialled: [],
  screen: undefined,
  gap: false,
};

/**
 * Places a request in its session.
 *
 * @param isNew the session was not known here before this request.
 * @param dialled inputs that the provider says were dialled behind the code.
 * @param screenUnsure another process may have shown a screen since.
 */
export function placeArrival(
  provider: Provider,
  callback: Callback,
  memory: SessionMemory,
  isNew: boolean,
  dialled: readonly string[],
  screenUnsure: boolean,
): Arrival {
  if (provider.inputMode === 'cumulative') {
    return placeCumulative(provider.separator ?? '*', callback, memory, isNew);
  }
  if (callback.start === true) {
    if (!isNew) return { ...NOTHING, repeated: true };
    return dialled.length === 0 ? NOTHING : fromDialled(dialled);
  }
  const input = callback.text;
  if (input === undefined) return { ...NOTHING, untold: true };
  const sure = memory.screen !== undefined && !screenUnsure;
  // A prompt for a secret is believed even when unsure: that mistake costs only an input.
  const screen = sure || memory.screen?.asksSecret === true ? memory.screen : undefined;
  const source = input !== '' && input === memory.supplied ? 'hook' : 'user';
  return { ...NOTHING, input, source, screen, suspects: sure ? [] : suspectsOf([input]) };
}

function placeCumulative(
  separator: string,
  { text = '', start }: Callback,
  memory: SessionMemory,
  isNew: boolean,
): Arrival {
  if (text === '') return { ...NOTHING, repeated: !isNew };
  if (isNew && start === true) return fromDialled(text.split(separator));
  const { screen } = memory;
  const received = newInput(memory.text, text, separator);
  if (isNew && received.kind === 'unplaced') {
    // Dialled behind the code, or typed while another process served the session: nobody here can
    // tell, so only the newest part is recorded, as after any gap.
    const suspects = suspectsOf(received.parts);
    return { ...NOTHING, input: received.text, source: 'dialled', suspects };
  }
  if (received.kind === 'repeated') return { ...NOTHING, repeated: true };
  if (received.kind === 'typed') {
    const suspects = screen === undefined ? suspectsOf([received.text]) : [];
    return { ...NOTHING, input: received.text, source: 'user', screen, suspects };
  }
  const suspects = suspectsOf(received.parts);
  // Somebody typed the separator as part of a secret, or requests went elsewhere: hide it all.
  if (screen?.asksSecret === true && received.added !== undefined) {
    return { ...NOTHING, input: received.added, source: 'user', screen, suspects, gap: true };
  }
  return { ...NOTHING, input: received.text, source: 'user', suspects, gap: true };
}

function fromDialled(inputs: readonly string[]): Arrival {
  return {
    ...NOTHING,
    input: inputs.join('*'),
    source: 'dialled',
    dialled: inputs,
    suspects: suspectsOf(inputs),
  };
}

/** The inputs that may be secrets. Menu choices are too short, unless letters and separators make a longer one. */
export function suspectsOf(parts: readonly string[]): string[] {
  const suspects = parts.filter((part) => part.length > 2);
  if (parts.length <= 12) {
    for (let first = 0; first < parts.length; first++) {
      for (let last = first + 1; last < parts.length; last++) {
        const joined = parts.slice(first, last + 1).join('*');
        if (/\p{L}/u.test(joined)) suspects.push(joined);
      }
    }
  }
  return suspects;
}
