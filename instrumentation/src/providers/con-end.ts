import type { ScreenAnswer } from './provider.ts';

/** An answer that says in its first three letters whether the session goes on. */
export type ConEndAnswer =
  | { readonly type: 'continue' | 'end'; readonly text: string }
  | { readonly type: 'invalid'; readonly text: string };

/**
 * Reads an answer that begins with CON or END.
 *
 * White space before the prefix, or no prefix, makes the gateway end the session.
 */
export function readConEnd(body: string): ConEndAnswer {
  const type = body.startsWith('CON') ? 'continue' : body.startsWith('END') ? 'end' : undefined;
  if (type === undefined) return { type: 'invalid', text: body };
  return { type, text: body.slice(3).trimStart() };
}

/** The same as a whole `readAnswer`. */
export function readConEndAnswer({ body }: { readonly body: string }): ScreenAnswer {
  return readConEnd(body);
}
