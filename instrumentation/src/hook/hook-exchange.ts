import { nowMs } from '../clock.ts';
import { BoundedBody } from '../wire/bounded-body.ts';
import { readPassedBody } from '../wire/read-body.ts';
import { HOOK_BODY_BYTES_MAX, type OpenHook } from './open-hook.ts';
import type { UnreadAnswer, UnreadAnswers } from './unread-answers.ts';

/** Reads a header by its name in lower case. */
export type ReadHeader = (name: string) => string | undefined;

/** What the hooks of one `observeHooks` share. */
export interface HookParts {
  readonly unread: UnreadAnswers;
  readonly onProblem: (error: unknown) => void;
}

/**
 * One outgoing request and its answer, whichever client sends it: what is sent and what comes back,
 * until the answer's last byte. Nothing here throws.
 */
export class HookExchange implements UnreadAnswer {
  readonly #hook: OpenHook;
  readonly #parts: HookParts;
  readonly #requestHeader: ReadHeader;
  readonly #requestBody = new BoundedBody(HOOK_BODY_BYTES_MAX);
  readonly #responseBody = new BoundedBody(HOOK_BODY_BYTES_MAX);
  #status: number | undefined;
  #responseHeader: ReadHeader = () => undefined;
  #ended = false;
  lastMs = 0;

  /** @param requestHeader asked at the end, when all that was sent is known. */
  constructor(hook: OpenHook, requestHeader: ReadHeader, parts: HookParts) {
    this.#hook = hook;
    this.#requestHeader = requestHeader;
    this.#parts = parts;
  }

  get responded(): boolean {
    return this.#status !== undefined;
  }

  get hopAnswered(): boolean {
    return this.#hook.slot.answeredAtMs !== undefined;
  }

  sent(chunk: unknown, encoding?: unknown): void {
    if (!this.#ended) this.#guard(() => this.#requestBody.add(chunk, encoding));
  }

  received(chunk: unknown, encoding?: unknown): void {
    if (this.#ended) return;
    this.lastMs = nowMs();
    this.#guard(() => this.#responseBody.add(chunk, encoding));
  }

  /** May come several times: after 103 comes the answer. */
  respond(status: number | undefined, header: ReadHeader): void {
    if (this.#ended || status === undefined) return;
    this.#status = status;
    this.#responseHeader = header;
    this.lastMs = nowMs();
    if (status >= 200) this.#parts.unread.add(this);
  }

  /** The first call counts. */
  finish(errorType?: string): void {
    this.#end(nowMs(), errorType);
  }

  end(): void {
    this.#end(this.lastMs, undefined);
  }

  #end(atMs: number, errorType: string | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#parts.unread.delete(this);
    this.#guard(() => {
      const requestContentType = this.#requestHeader('content-type');
      const requestBody = readPassedBody(
        this.#requestBody,
        this.#requestHeader('content-encoding'),
        requestContentType,
      );
      const responseContentType = this.#responseHeader('content-type');
      const responseBody = readPassedBody(
        this.#responseBody,
        this.#responseHeader('content-encoding'),
        responseContentType,
      );
      this.#hook.recording.end({
        atMs,
        ...(this.#status === undefined ? undefined : { status: this.#status }),
        ...(requestBody === undefined ? undefined : { requestBody }),
        ...(requestContentType === undefined ? undefined : { requestContentType }),
        ...(responseBody === undefined ? undefined : { responseBody }),
        ...(responseContentType === undefined ? undefined : { responseContentType }),
        ...(errorType === undefined ? undefined : { errorType }),
      });
    });
  }

  #guard(observe: () => void): void {
    try {
      observe();
    } catch (error) {
      this.#parts.onProblem(error);
    }
  }
}
