/** More screens than an app has that are always the same. */
const TEXTS_MAX = 300;
/** Longer than any screen. */
const CHARACTERS_MAX = 1_000;

/**
 * Remembers what was read in the latest texts: most screens of an app are always the same.
 *
 * Reading one anew runs some twenty regular expressions, more machine code than a CPU's caches hold
 * beside an app's: that was a third of all that a callback cost.
 *
 * Texts with three digits together are not kept: balances, numbers and codes hardly come twice, and
 * are no business of a memory that outlives their session.
 */
export class FixedTexts<Reading> {
  #recent = new Map<string, { readonly reading: Reading }>();
  #older = new Map<string, { readonly reading: Reading }>();

  /** @param read what it returns is shared: nobody may change it. */
  reading(text: string, read: (text: string) => Reading): Reading {
    const known = this.#recent.get(text);
    if (known !== undefined) return known.reading;
    const found = this.#older.get(text) ?? { reading: read(text) };
    if (text.length <= CHARACTERS_MAX && !hasNumber(text)) this.#keep(text, found);
    return found.reading;
  }

  // Two halves instead of an order of use: what nobody asked for during a whole half is dropped.
  #keep(text: string, found: { readonly reading: Reading }): void {
    if (this.#recent.size >= TEXTS_MAX / 2) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, found);
  }
}

function hasNumber(text: string): boolean {
  return /\p{Nd}\P{Nd}?\p{Nd}\P{Nd}?\p{Nd}/u.test(text);
}
