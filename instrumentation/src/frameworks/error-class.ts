/** The class of what was thrown, never its message; `_OTHER` for what is no Error. */
export function errorClassOf(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  // A subclass that forgot to set its name has the right one on its constructor.
  const name = error.name === 'Error' ? error.constructor.name : error.name;
  return typeof name === 'string' && name !== '' ? name : '_OTHER';
}
