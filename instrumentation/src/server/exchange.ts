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
import { REQUEST_BYTES_MAX } from './candidate.ts';
import { LazyContext } from './lazy-context.ts';
import { responseHeaders } from './response-headers.ts';
import type { ServerRequest, ServerResponse } from './server-messages.ts';
import { type MessageWatcher, watchMessage } from './watch-messages.ts';

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
 * One object does it all, without a closure for each thing seen: what an app pays for us is mostly
 * memory that is used once (bench/README.md).
 */
export class Exchange implements MessageWatcher {
  readonly slot: HopSlot;
  readonly context: Context;
  ending = false;
  readonly #request: ServerRequest;
  readonly #response: ServerResponse;
  readonly #parts: ExchangeParts;
  readonly #atMs: number;
  readonly #ambient: Context;
  readonly #lengthExpected: number;
  /** Listeners of the answer that Node's server has put. */
  readonly #finishOwn: number;
  readonly #closeOwn: number;
  /** Where it comes in more than one piece. */
  #requestBody: BoundedBody | undefined;
  #answerBody: BoundedBody | undefined;
  #state: 'undecided' | 'hop' | 'done' = 'undecided';
  #endedAtMs: number | undefined;
  #threw = false;

  constructor(request: ServerRequest, response: ServerResponse, parts: ExchangeParts) {
    this.#request = request;
    this.#response = response;
    this.#parts = parts;
    this.#atMs = nowMs();
    this.#ambient = context.active();
    this.#lengthExpected = Number(request.headers['content-length'] ?? Number.NaN);
    this.#finishOwn = response.listenerCount('finish');
    this.#closeOwn = response.listenerCount('close');
    this.slot = {
      hop: undefined,
      foreign: false,
      pending: [],
      answeredAtMs: undefined,
      // Frameworks and apps have not seen it yet; `context.bind` puts its own `on`.
      bound: Object.hasOwn(request, 'on'),
    };
    this.context = new LazyContext(this.slot, this.#ambient);

    if (request.method === 'GET') {
      // Its query is all there is, and its handler may answer at once.
      this.#decide('');
      if (this.#state !== 'hop') return;
    }
    watchMessage(request, this);
    watchMessage(response, this);
  }

  /** Calls what leads to the app's handler, in the context that it has to run in. */
  run(method: Method, self: unknown, args: ArrayLike<unknown>): unknown {
    return callInHop(this.slot, this.context, method, self, args);
  }

  /** Nothing of this request is of interest any more. */
  get over(): boolean {
    return this.#state === 'done';
  }

  /** The app's handler threw; whoever catches it may still answer. */
  threw(): void {
    this.#threw = true;
  }

  received(chunk: unknown, encoding: unknown): void {
    if (this.#state !== 'undecided') return;
    try {
      // A reader that counts bytes may act on the last chunk without waiting for the end.
      if (this.#requestBody === undefined && isWhole(chunk, this.#lengthExpected)) {
        this.#decide(chunk.toString('utf8'));
        return;
      }
      this.#requestBody ??= new BoundedBody(REQUEST_BYTES_MAX);
      this.#requestBody.add(chunk, encoding);
      if (this.#requestBody.truncated) this.#finish();
      else if (this.#requestBody.bytes === this.#lengthExpected) this.receivedAll();
    } catch (error) {
      this.#fail(error);
    }
  }

  receivedAll(): void {
    if (this.#state === 'undecided') this.#decide(this.#requestBody?.text() ?? '');
  }

  sent(chunk: unknown, encoding: unknown): void {
    if (this.#state === 'done') return;
    try {
      this.#answerBody ??= new BoundedBody(ANSWER_BYTES_MAX);
      this.#answerBody.add(chunk, encoding);
    } catch (error) {
      this.#fail(error);
    }
  }

  ended(): void {
    if (this.#state === 'done' || this.#endedAtMs !== undefined) return;
    this.#endedAtMs = nowMs();
    if (this.slot.hop !== undefined) this.#answered(this.slot.hop, this.#endedAtMs);
  }

  answerEmits(name: unknown): void {
    if (name === 'close') this.#closed();
  }

  nodesListeners(name: unknown): number {
    return name === 'finish' ? this.#finishOwn : name === 'close' ? this.#closeOwn : 0;
  }

  #decide(body: string): void {
    try {
      const request = this.#request;
      const httpServerSpan = trace.getSpanContext(this.#ambient) ?? callerOf(request);
      const recorded: RecordedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        atMs: this.#atMs,
        // Around us is the socket's context; the hop's has to be built on the request's.
        within: this.#ambient,
        httpServerSpan,
      };
      const empty = body === '' && request.method !== 'GET';
      const hop = empty ? undefined : this.#parts.recorder.request(recorded);
      this.#requestBody = undefined;
      this.#parts.onDecided?.(recorded, hop);
      if (hop === undefined) {
        this.#finish();
        return;
      }
      this.#state = 'hop';
      this.slot.hop = hop;
      for (const tell of this.slot.pending.splice(0)) tell(hop);
    } catch (error) {
      this.#fail(error);
    }
  }

  #closed(): void {
    try {
      const hop = this.slot.hop;
      if (this.#state === 'hop' && hop !== undefined) this.#closedOn(hop);
      this.#finish();
    } catch (error) {
      this.#fail(error);
    }
  }

  #closedOn(hop: Hop): void {
    const atMs = this.#endedAtMs ?? nowMs();
    const { writableEnded, writableFinished } = this.#response;
    // HTTP/2 calls what the other side has reset finished, although nobody ended it.
    if (writableEnded && writableFinished) {
      // Answered before the body was there, or past our `end` by the prototype's own.
      this.#answered(hop, atMs);
      return;
    }
    this.slot.answeredAtMs = atMs;
    hop.fail({
      errorType: this.#threw ? 'uncaught_exception' : 'connection_closed',
      atMs,
      unanswered: !this.#response.headersSent,
    });
  }

  #answered(hop: Hop, atMs: number): void {
    try {
      const headers = responseHeaders(this.#response);
      const encoding = headers['content-encoding'];
      const status = this.#response.statusCode;
      // Node drops what is written to these.
      const bodiless = status === 204 || status === 304;
      const answer = this.#answerBody;
      this.slot.answeredAtMs = atMs;
      hop.answer({
        status,
        headers,
        body:
          bodiless || answer === undefined
            ? ''
            : answer.text(typeof encoding === 'string' ? encoding : undefined),
        atMs,
        truncated: answer?.truncated ?? false,
      });
      this.#finish();
    } catch (error) {
      this.#fail(error);
    }
  }

  #finish(): void {
    this.#state = 'done';
    this.slot.foreign = this.slot.hop === undefined;
    this.slot.pending.length = 0;
    this.#requestBody = undefined;
    this.#answerBody = undefined;
  }

  #fail(error: unknown): void {
    this.#finish();
    this.#parts.onProblem(error);
  }
}

function isWhole(chunk: unknown, length: number): chunk is Buffer {
  return Buffer.isBuffer(chunk) && chunk.length === length && length <= REQUEST_BYTES_MAX;
}

/** The span of whoever called, by `traceparent`: a flow platform that is traced itself. */
function callerOf({ headers }: ServerRequest): SpanContext | undefined {
  // Most gateways are not traced, and a propagator makes contexts of nothing too.
  if (!propagation.fields().some((name) => name in headers)) return undefined;
  return trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
}
