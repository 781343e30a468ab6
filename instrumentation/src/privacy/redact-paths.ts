/**
 * Where bodies hold what must not be recorded, in a subset of JSONPath (RFC 9535): `$` followed by
 * any number of `.name`, `['name']`, `[0]`, `[*]`, `.*`, each also after `..` for any depth.
 *
 * Our own, because libraries find nodes and evaluate filters, where a recorder walks a body once and
 * hides what it meets; and an app should not load an expression language for it.
 */
export interface RedactPath {
  readonly text: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  /** `undefined`: any. */
  readonly key: string | number | undefined;
  /** After `..`: at any depth. */
  readonly deep: boolean;
}

const SEGMENT =
  /(\.\.|\.)?(?:([\p{L}_$][\p{L}\p{N}_$-]*|\*)|\[(?:(\d{1,6}|\*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\])/uy;

/** Reads one path; `undefined` when it is not of the subset. */
export function parseRedactPath(text: string): RedactPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const segments: Segment[] = [];
  SEGMENT.lastIndex = 1;
  for (let at = 1; at < text.length; at = SEGMENT.lastIndex) {
    SEGMENT.lastIndex = at;
    const found = SEGMENT.exec(text);
    if (found === null) return undefined;
    const [, dots, name, index, single, double] = found;
    const bracketed = name === undefined;
    // `.name` needs its dot; `[` follows nothing or `..`.
    if (bracketed ? dots === '.' : dots === undefined) return undefined;
    const quoted = (single ?? double)?.replace(/\\(.)/g, '$1');
    const plain = name ?? index;
    segments.push({
      key: quoted ?? (plain === '*' ? undefined : bracketed ? Number(plain) : plain),
      deep: dots === '..',
    });
  }
  return segments.length === 0 ? undefined : { text, segments };
}

interface State {
  readonly path: RedactPath;
  readonly at: number;
}

/** Where a walk stands among the paths. */
export class RedactCursor {
  readonly #states: readonly State[];

  constructor(states: readonly State[]) {
    this.#states = states;
  }

  /** One level down; `'hidden'` when a path ends there. */
  into(key: string | number): RedactCursor | 'hidden' {
    if (this.#states.length === 0) return this;
    const next: State[] = [];
    for (const state of this.#states) {
      const segment = state.path.segments[state.at];
      if (segment === undefined) continue;
      if (segment.deep) next.push(state);
      if (segment.key !== undefined && segment.key !== key) continue;
      if (state.at + 1 === state.path.segments.length) return 'hidden';
      next.push({ path: state.path, at: state.at + 1 });
    }
    return next.length === 0 ? NOWHERE : new RedactCursor(next);
  }
}

const NOWHERE = new RedactCursor([]);

/** The paths of an app, and their last names for bodies that have names only: forms, XML, text. */
export class Redaction {
  readonly start: RedactCursor;
  readonly #names: ReadonlySet<string>;

  constructor(paths: readonly RedactPath[] = []) {
    this.start = new RedactCursor(paths.map((path) => ({ path, at: 0 })));
    const names = paths.flatMap(({ segments }) => {
      const named = segments.findLast(({ key }) => typeof key === 'string');
      return named === undefined ? [] : [String(named.key).toLowerCase()];
    });
    this.#names = new Set(names);
  }

  /** Whether a field is named like the last name of a path: `customer[name]` and `ns:name` are `name`. */
  hidesName(name: string): boolean {
    if (this.#names.size === 0) return false;
    const lower = name.toLowerCase();
    if (this.#names.has(lower)) return true;
    return lower.split(/[[\].:]+/).some((part) => this.#names.has(part));
  }
}

export const NO_REDACTION: Redaction = new Redaction();
