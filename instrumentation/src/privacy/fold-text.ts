/** Lower case, without accents, one kind of apostrophe and space: for matching words only. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Most screens are plain ASCII and need no normalisation, which costs more than all the rest.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the question
  const plain = /^[\x00-\x7f]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .replace(/[’‘ʼ`]/g, "'");
  return plain.replace(/\s+/g, ' ');
}
