/** Characters as a subscriber counts them: one of two UTF-16 units is one. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _character of text) count++;
  return count;
}
