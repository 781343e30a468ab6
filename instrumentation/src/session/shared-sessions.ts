import { randomBytes } from 'node:crypto';
import { classOf } from '../describe-problem.ts';
import type { SessionStore } from '../session-store/session-store.ts';
import { UssdProblem } from '../ussd-problem.ts';
import type { SessionIds } from './ids.ts';
import { formatStoredSession, parseStoredSession, type StoredSession } from './stored-session.ts';

/** What a span's end may wait for an answer, in milliseconds; the app waits for none. */
export const STORE_WAIT_MS = 500;
/** Waited in pieces: a process too busy to look at its sockets is late itself, and not for long. */
const WAIT_PIECES = 5;
/** As long as a process remembers a session itself. */
const SESSION_TTL_SECONDS = 10 * 60;
/** Longer than a late answer of a session can come. */
const CLAIM_TTL_SECONDS = 60 * 60;
/** Questions without an answer; beyond them a store that never answers would eat the app's memory. */
const OPEN_MAX = 1_000;

/**
 * The sessions that all processes share, in a store that is the user's: it may be down, slow, full or
 * return rubbish. Nothing here throws or rejects; whatever goes wrong reads as "not known".
 */
export class SharedSessions {
  readonly #store: SessionStore;
  readonly #onProblem: (error: Error) => void;
  readonly #writer = randomBytes(6).toString('base64url');
  #writes = 0;
  #open = 0;

  constructor(store: SessionStore, onProblem: (error: Error) => void) {
    this.#store = store;
    this.#onProblem = onProblem;
  }

  /** A name for the next record of this process. */
  nextRevision(): string {
    return `${this.#writer}.${++this.#writes}`;
  }

  async read(ids: SessionIds): Promise<StoredSession | undefined> {
    const text: unknown = await this.#ask('get', (store) => store.get(sessionKey(ids)));
    if (typeof text !== 'string') return undefined;
    const session = parseStoredSession(text);
    if (session === undefined) {
      this.#report('a record is not one of this release; it is left aside');
    }
    return session;
  }

  async write(ids: SessionIds, session: StoredSession): Promise<void> {
    const key = sessionKey(ids);
    const text = formatStoredSession(session);
    const put =
      text !== undefined &&
      (await this.#ask('put', async (store) => {
        await store.put(key, text, SESSION_TTL_SECONDS);
        return true;
      }));
    // What is there now is out of date, and would be believed: a store that is full still deletes.
    if (put !== true) await this.#ask('delete', (store) => store.delete(key));
  }

  /** Whether this process is the one that emits the root; `undefined` when the store does not say. */
  async claimRoot(ids: SessionIds): Promise<boolean | undefined> {
    const won: unknown = await this.#ask('claim', (store) =>
      store.claim(`hopscope:root:${ids.traceId}`, CLAIM_TTL_SECONDS),
    );
    return typeof won === 'boolean' ? won : undefined;
  }

  async #ask<Answer>(
    what: keyof SessionStore,
    question: (store: SessionStore) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    if (this.#open >= OPEN_MAX) {
      this.#report(`${OPEN_MAX} questions have no answer`);
      return undefined;
    }
    this.#open++;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      let left = WAIT_PIECES;
      timer = setTimeout(() => {
        left--;
        if (left > 0) return void timer?.refresh();
        this.#report(`no answer to '${what}' within ${STORE_WAIT_MS} ms`);
        resolve(undefined);
      }, STORE_WAIT_MS / WAIT_PIECES);
      timer.unref();
    });
    const answer = (async () => {
      try {
        return await question(this.#store);
      } catch (error) {
        this.#report(`'${what}' failed: ${wordFor(error)}`);
        return undefined;
      } finally {
        this.#open--;
      }
    })();
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    return first;
  }

  #report(what: string): void {
    const meanwhile = 'Sessions are recorded as without one meanwhile';
    this.#onProblem(new UssdProblem(`Session store: ${what}. ${meanwhile}`));
  }
}

// Under the trace id, which is a hash: a provider's session id may hold a phone number.
function sessionKey({ traceId }: SessionIds): string {
  return `hopscope:session:${traceId}`;
}

/** An error in a word: messages of clients may quote the address with its password. */
function wordFor(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && /^(?!.*\d{3})\w{2,40}$/.test(code)) return code;
  // Redis begins its errors with one: OOM, NOAUTH, READONLY, MOVED.
  return /^[A-Z]{3,20}(?= )/.exec(error.message)?.[0] ?? classOf(error);
}
