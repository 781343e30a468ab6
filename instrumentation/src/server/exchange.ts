import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { callInHop, type HopSlot } from '../active-hop.ts';
import { nowMs } from '../clock.ts';
import type { Hop, RecordedRequest, Recorder } from '../recorder/recorder.ts';
import { BoundedBody } from '../wire/bounded-body.ts';
import type { Method } from '../wire/own-method.ts';
import { watchEmit } from '../wire/watch-emit.ts';
import { watchIncoming } from '../wire/watch-incoming.ts';
import { watchOutgoing } from '../wire/watch-outgoing.ts';
import { REQUEST_BYTES_MAX } from './candidate.ts';
import { LazyContext } from './lazy-context.ts';
import { responseHeaders } from './response-headers.ts';
import type { ServerRequest, ServerResponse } from './server-messages.ts';

/** Largest answer that is read; a screen has at most 182 characters. */
export const ANSWER_BYTES_MAX = 64 * 1024;

export interface ExchangeParts {
  readonly recorder: Recorder;
  /** A request was told apart: its hop, or `undefined` when no provider recognised it. */
  readonly onDecided?: (request: RecordedRequest, hop: Hop | undefined) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Sees one request and its answer pass by, and hands both to the recorder.
 *
 * Nothing in here throws, and nothing changes what passes: bytes, order, return values, listeners.
 */
export class Exchange {
  readonly #request: ServerRequest;
  readonly #response: ServerResponse;
  readonly #parts: ExchangeParts;
  readonly #atMs: number;
  readonly #ambient: Context;
  readonly #slot: HopSlot;
  readonly #requestBody = new BoundedBody(REQUEST_BYTES_MAX);
  readonly #answerBody = new BoundedBody(ANSWER_BYTES_MAX);
  readonly #lengthExpected: number;
  #state: 'undecided' | 'hop' | 'done' = 'undecided';
  #endedAtMs: number | undefined;
  #threw = false;

  readonly #context: Context;

  constructor(request: ServerRequest, response: ServerResponse, parts: ExchangeParts) {
    this.#request = request;
    this.#response = response;
    this.#parts = parts;
    this.#atMs = nowMs();
    this.#ambient = context.active();
    this.#lengthExpected = Number(request.headers['content-length'] ?? Number.NaN);
    this.#slot = {
      hop: undefined,
      foreign: false,
      pending: [],
      answeredAtMs: undefined,
      // Frameworks and apps have not seen it yet; `context.bind` puts its own `on`.
      bound: Object.hasOwn(request, 'on'),
    };
    this.#context = new LazyContext(this.#slot, this.#ambient);

    if (request.method === 'GET') {
      // Its query is all there is, and its handler may answer at once.
      this.#guard(() => this.#decide());
      if (this.#state !== 'hop') return;
    } else {
      watchIncoming(request, {
        chunk: (chunk, encoding) => this.#guard(() => this.#received(chunk, encoding)),
        end: () => this.#guard(() => this.#decide()),
      });
    }
    const threw = () => this.threw();
    watchEmit(request, this.#slot, this.#context, { threw });
    watchOutgoing(response, {
      chunk: (chunk, encoding) => this.#guard(() => this.#sent(chunk, encoding)),
      ended: () => this.#guard(() => this.#ended()),
    });
    watchEmit(response, this.#slot, this.#context, {
      threw,
      event: (name) => {
        if (name === 'close') this.#guard(() => this.#closed());
      },
    });
  }

  /** Calls what leads to the app's handler, in the context that it has to run in. */
  run(method: Method, self: unknown, args: ArrayLike<unknown>): unknown {
    return callInHop(this.#slot, this.#context, method, self, args);
  }

  /** Nothing of this request is of interest any more. */
  get over(): boolean {
    return this.#state === 'done';
  }

  /** The app's handler threw; whoever catches it may still answer. */
  threw(): void {
    this.#threw = true;
  }

  #received(chunk: unknown, encoding: unknown): void {
    if (this.#state !== 'undecided') return;
    this.#requestBody.add(chunk, encoding);
    if (this.#requestBody.truncated) this.#finish();
    // A reader that counts bytes may act on the last chunk without waiting for the end.
    else if (this.#requestBody.bytes === this.#lengthExpected) this.#decide();
  }

  #decide(): void {
    if (this.#state !== 'undecided') return;
    const request = this.#request;
    const path = request.url ?? '';
    const httpServerSpan = trace.getSpanContext(this.#ambient) ?? callerOf(request);
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      path,
      headers: request.headers,
      body: this.#requestBody.text(),
      atMs: this.#atMs,
      ...(httpServerSpan === undefined ? undefined : { httpServerSpan }),
    };
    // Around us is the socket's context; the hop's has to be built on the request's.
    const empty = this.#requestBody.bytes === 0 && request.method !== 'GET';
    const hop = context.with(this.#ambient, () =>
      empty ? undefined : this.#parts.recorder.request(recorded),
    );
    this.#requestBody.clear();
    this.#parts.onDecided?.(recorded, hop);
    if (hop === undefined) {
      this.#finish();
      return;
    }
    this.#state = 'hop';
    this.#slot.hop = hop;
    for (const tell of this.#slot.pending.splice(0)) tell(hop);
  }

  #sent(chunk: unknown, encoding: unknown): void {
    if (this.#state !== 'done') this.#answerBody.add(chunk, encoding);
  }

  #ended(): void {
    if (this.#state === 'done' || this.#endedAtMs !== undefined) return;
    this.#endedAtMs = nowMs();
    if (this.#slot.hop !== undefined) this.#answered(this.#slot.hop, this.#endedAtMs);
  }

  #closed(): void {
    const hop = this.#slot.hop;
    if (this.#state === 'hop' && hop !== undefined) {
      const atMs = this.#endedAtMs ?? nowMs();
      const { writableEnded, writableFinished } = this.#response;
      // HTTP/2 calls what the other side has reset finished, although nobody ended it.
      if (writableEnded && writableFinished) {
        // Answered before the body was there, or past our `end` by the prototype's own.
        this.#answered(hop, atMs);
      } else {
        this.#slot.answeredAtMs = atMs;
        hop.fail({
          errorType: this.#threw ? 'uncaught_exception' : 'connection_closed',
          atMs,
          unanswered: !this.#response.headersSent,
        });
      }
    }
    this.#finish();
  }

  #answered(hop: Hop, atMs: number): void {
    const headers = responseHeaders(this.#response);
    const encoding = headers['content-encoding'];
    const status = this.#response.statusCode;
    // Node drops what is written to these.
    const bodiless = status === 204 || status === 304;
    this.#slot.answeredAtMs = atMs;
    hop.answer({
      status,
      headers,
      body: bodiless
        ? ''
        : this.#answerBody.text(typeof encoding === 'string' ? encoding : undefined),
      atMs,
      ...(this.#answerBody.truncated ? { truncated: true } : undefined),
    });
    this.#finish();
  }

  #finish(): void {
    this.#state = 'done';
    this.#slot.foreign = this.#slot.hop === undefined;
    this.#slot.pending.length = 0;
    this.#requestBody.clear();
    this.#answerBody.clear();
  }

  #guard(observe: () => void): void {
    try {
      observe();
    } catch (error) {
      this.#finish();
      this.#parts.onProblem(error);
    }
  }
}

/** The span of whoever called, by `traceparent`: a flow platform that is traced itself. */
function callerOf({ headers }: ServerRequest): SpanContext | undefined {
  return trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
}
