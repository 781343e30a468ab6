/**
 * Closes a JSON text that was cut off, behind its last whole value: `{"a":1,"b":[2,{"c":"x` becomes
 * `{"a":1,"b":[2,{}]}`. A value that touches the cut is left out: it may be part of a longer one.
 *
 * @returns a text that may be JSON; `undefined` when nothing whole is there.
 */
export function completeJson(text: string): string | undefined {
  const open: ('}' | ']')[] = [];
  let safe: { readonly end: number; readonly closers: string } | undefined;
  let awaitsKey = false;
  const mark = (end: number) => {
    safe = { end, closers: [...open].reverse().join('') };
  };
  for (let at = 0; at < text.length; ) {
    const token = text[at] as string;
    if (token === '{' || token === '[') {
      if (open.length >= DEPTH_MAX) break;
      open.push(token === '{' ? '}' : ']');
      awaitsKey = token === '{';
      mark(++at);
    } else if (token === '}' || token === ']') {
      if (open.pop() !== token) return undefined;
      awaitsKey = false;
      mark(++at);
    } else if (token === ',') {
      awaitsKey = open.at(-1) === '}';
      at++;
    } else if (token === ':') {
      awaitsKey = false;
      at++;
    } else if (/\s/.test(token)) {
      at++;
    } else {
      const end = endOfScalar(text, at);
      if (end === undefined || end >= text.length) break;
      if (!awaitsKey) mark(end);
      at = end;
    }
  }
  return safe === undefined || safe.closers === ''
    ? undefined
    : text.slice(0, safe.end) + safe.closers;
}

/** Deeper than anybody reads; every level would be written down at each value. */
const DEPTH_MAX = 64;

const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORD = /[^\s,:[\]{}"]+/y;

function endOfScalar(text: string, at: number): number | undefined {
  const pattern = text[at] === '"' ? STRING : WORD;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
