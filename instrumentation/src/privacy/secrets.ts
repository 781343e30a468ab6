import { asciiDigits } from './ascii-digits.ts';

/** Stands where a secret was. No letters or digits, so that no secret can be part of it. */
export const SCRUBBED = '•••';

/** Shorter values are menu choices: they stand everywhere and give nothing away. */
const LENGTH_MIN = 3;
const VALUES_MAX = 256;
/** Longer than any password: beyond it a session is recorded without texts. */
const VALUE_CHARACTERS_MAX = 256;
/** Of all values of a session; each is kept in six spellings at most. */
const CHARACTERS_MAX = 8_192;

/**
 * The secrets of one session, kept in this process's memory only, to take them out of whatever else
 * is recorded: later texts, screens that repeat them, URLs, bodies, names.
 */
export class Secrets {
  /** Each with its spellings, squeezed. */
  readonly #values = new Map<string, readonly string[]>();
  /** Those of them that are hidden only because nobody here knows what they answered: who says so. */
  #suspects: Map<string, Set<object>> | undefined;
  #doubters: Set<object> | undefined;
  #pattern: RegExp | undefined;
  #characters = 0;
  #overflown = false;

  /**
   * A secret may have been typed elsewhere, so nobody here knows its value: then words with digits
   * are hidden from texts, and bodies leave as shapes.
   */
  get incomplete(): boolean {
    return (this.#doubters !== undefined && this.#doubters.size > 0) || this.#overflown;
  }

  /** More secrets than can be remembered: nothing of the session may be recorded as text. */
  get overflown(): boolean {
    return this.#overflown;
  }

  get size(): number {
    return this.#values.size;
  }

  /** There are secrets that cannot be remembered, so nothing of the session is recorded as text. */
  overflow(): void {
    this.#overflown = true;
  }

  /** Remembers what was typed, and its parts: "500 4821" may be an amount and a PIN. */
  add(typed: string): void {
    if (this.#isTooLong(typed)) return;
    for (const value of valuesOf(typed)) {
      this.#suspects?.delete(value);
      this.#addOne(value);
    }
  }

  /**
   * As `add`, until `acquit`.
   *
   * @param by whose suspicion it is; by default the session's own.
   */
  suspect(typed: string, by: object = this): void {
    if (this.#isTooLong(typed)) return;
    for (const value of valuesOf(typed)) {
      const suspectedBy = this.#suspects?.get(value);
      if (suspectedBy !== undefined) suspectedBy.add(by);
      else if (!this.#values.has(value)) {
        this.#addOne(value);
        if (!this.#values.has(value)) continue;
        this.#suspects ??= new Map();
        this.#suspects.set(value, new Set([by]));
      }
    }
  }

  /** There may be more secrets than are known here; until `acquit`. */
  doubt(by: object = this): void {
    this.#doubters ??= new Set();
    this.#doubters.add(by);
  }

  /** Takes back what `by` suspected and doubted. */
  acquit(by: object = this): void {
    this.#doubters?.delete(by);
    for (const [value, suspectedBy] of this.#suspects ?? []) {
      if (!suspectedBy.delete(by) || suspectedBy.size > 0) continue;
      this.#suspects?.delete(value);
      this.#values.delete(value);
      this.#characters -= value.length;
      this.#pattern = undefined;
    }
  }

  /** Whether all that is hidden could be made again from these values. */
  followsFrom(typed: readonly string[]): boolean {
    if (this.#overflown) return false;
    const known = new Set(typed.flatMap(valuesOf));
    return [...this.#values.keys()].every((value) => known.has(value));
  }

  /** Whether a whole value is a secret, also when an app turned it into a number (0042 -> 42). */
  has(value: string | number): boolean {
    if (this.#values.size === 0) return false;
    const text = String(value).trim();
    if (this.#values.has(text)) return true;
    if (!/^\d+$/.test(text)) return false;
    const number = Number(text);
    for (const secret of this.#values.keys()) {
      if (/^\d+$/.test(secret) && Number(secret) === number) return true;
    }
    return false;
  }

  /** Takes every secret out of a text, also percent-encoded, escaped, base64 or grouped ("4 821"). */
  scrub(text: string): string {
    if (this.#values.size === 0 || text === '' || !this.#mayHold(text)) return text;
    this.#pattern ??= compile(this.#values.keys());
    return text.replace(this.#pattern, SCRUBBED);
  }

  /**
   * Whether the pattern can match at all. Most texts hold no secret, and a pattern of its own for
   * every session costs twenty times as much, in memory too.
   */
  #mayHold(text: string): boolean {
    const squeezed = squeeze(text);
    for (const needles of this.#values.values()) {
      for (const needle of needles) if (squeezed.includes(needle)) return true;
    }
    return false;
  }

  /** Lets go of what can be made again; for sessions that are over. */
  rest(): void {
    this.#pattern = undefined;
  }

  /** As `scrub`, and takes away a secret's beginning where the text was cut off in it. */
  scrubCut(text: string): string {
    const scrubbed = this.scrub(text);
    for (const secret of this.#values.keys()) {
      for (let length = secret.length - 1; length >= 2; length--) {
        if (scrubbed.endsWith(secret.slice(0, length))) return scrubbed.slice(0, -length);
      }
    }
    return scrubbed;
  }

  /** Before it is taken apart: its parts are more than can be remembered. */
  #isTooLong(typed: string): boolean {
    if (typed.length > CHARACTERS_MAX) this.#overflown = true;
    return typed.length > CHARACTERS_MAX;
  }

  #addOne(value: string): void {
    if (value.length < LENGTH_MIN || this.#values.has(value)) return;
    if (
      value.length > VALUE_CHARACTERS_MAX ||
      this.#values.size >= VALUES_MAX ||
      this.#characters + value.length > CHARACTERS_MAX
    ) {
      this.#overflown = true;
      return;
    }
    this.#characters += value.length;
    this.#values.set(value, spellings(value).map(squeeze));
    this.#pattern = undefined;
  }
}

function valuesOf(typed: string): string[] {
  const values = [typed.trim(), ...typed.split(/[\s*#,;:/|]+/)];
  return [...new Set([...values, ...values.map(asciiDigits)])];
}

function compile(values: Iterable<string>): RegExp {
  const longestFirst = [...values].sort((a, b) => b.length - a.length);
  return new RegExp(
    longestFirst.flatMap((value) => spellings(value).map(toPattern)).join('|'),
    'gi',
  );
}

/** A secret as other texts may spell it. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  if (/^[A-Za-z0-9]+$/.test(secret)) return [secret, base64];
  // Half a surrogate pair cannot be encoded.
  const percent = encodeURIComponent(secret.toWellFormed());
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  return [...new Set([secret, base64, percent, form, json, xml])];
}

/** What screens put between digits: "4 821", "4,821", "48-21". */
const GROUPING = ' ,.\\-';
const GROUPING_MARKS = /[ ,.-]/g;

function toPattern(spelling: string): string {
  if (/^\d+$/.test(spelling)) return [...spelling].join(`[${GROUPING}]?`);
  return spelling.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** Equal for all texts that a pattern takes for the same, so that it can be asked for first. */
function squeeze(text: string): string {
  return text.replace(GROUPING_MARKS, '').toUpperCase();
}
