/** Ten times what a phone can show; also what of a paged text a gateway would take. */
const CHARACTERS_MAX = 2_000;

/**
 * What is read of a screen, however much an app answered: everything behind here runs expressions
 * over it while the app waits.
 */
export function boundScreen(text: string): string {
  return text.length <= CHARACTERS_MAX ? text : text.slice(0, CHARACTERS_MAX);
}
