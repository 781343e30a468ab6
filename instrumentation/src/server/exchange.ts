import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { callInHop } from '../active-hop.ts';
import { catchUp, recordSoon, type Seen } from '../backlog.ts';
import { nowMs } from '../clock.ts';
import type {
  Hop,
  RecordedAnswer,
  RecordedFailure,
  RecordedRequest,
  Recorder,
} from '../recorder/recorder.ts';
import { BoundedBody } from '../wire/bounded-body.ts';
import type { Method } from '../wire/own-method.ts';
import { REQUEST_BYTES_MAX } from './candidate.ts';
import { LazyContext } from './lazy-context.ts';
import { RequestSlot } from './request-slot.ts';
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

/** A longer piece of an answer is not kept before it is known whether a gateway gets it. */
const UNKNOWN_ANSWER_MAX = 1_024;

/**
 * Sees one request and its answer pass by, and hands both to the recorder, which need not be at once
 * (`recordSoon`): method, path, status and bodies are read while they pass, the headers when it is told.
 *
 * Nothing in here throws, and nothing changes what passes: bytes, order, return values, listeners.
 * One object does it all, without a closure for each thing seen: what an app pays for us is mostly
 * memory that is used once (bench/README.md).
 */
export class Exchange implements MessageWatcher, Seen {
  readonly slot: RequestSlot;
  readonly context: Context;
  ending = false;
  readonly #request: ServerRequest;
  readonly #response: ServerResponse;
  readonly #parts: ExchangeParts;
  readonly #atMs: number;
  /** As they came: middleware may change the one, and a router shows its handlers a part of the other. */
  readonly #method: string;
  readonly #path: string;
  readonly #ambient: Context;
  readonly #lengthExpected: number;
  /** Listeners of the answer that Node's server has put. */
  readonly #finishOwn: number;
  readonly #closeOwn: number;
  /** Where it comes in more than one piece. */
  #requestBody: BoundedBody | undefined;
  #answerBody: BoundedBody | undefined;
  #state: 'receiving' | 'received' | 'hop' | 'done' = 'receiving';
  /** The whole body, until it is told whose it is. */
  #body = '';
  #hop: Hop | undefined;
  #endedAtMs: number | undefined;
  #status = 0;
  #failure: RecordedFailure | undefined;
  #outcomeSeen = false;
  #threw = false;

  constructor(request: ServerRequest, response: ServerResponse, parts: ExchangeParts) {
    this.#request = request;
    this.#response = response;
    this.#parts = parts;
    this.#atMs = nowMs();
    this.#method = request.method ?? '';
    this.#path = request.url ?? '';
    this.#ambient = context.active();
    this.#lengthExpected = Number(request.headers['content-length'] ?? Number.NaN);
    this.#finishOwn = response.listenerCount('finish');
    this.#closeOwn = response.listenerCount('close');
    // Frameworks and apps have not seen it yet; `context.bind` puts its own `on`.
    this.slot = new RequestSlot(Object.hasOwn(request, 'on'));
    this.context = new LazyContext(this.slot, this.#ambient);

    if (this.#method === 'GET') {
      // Its query is all there is: nothing of a page's request need be watched.
      catchUp();
      this.#decide();
      if (this.over) return;
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
    if (this.#state !== 'receiving') return;
    try {
      // A reader that counts bytes may act on the last chunk without waiting for the end.
      if (this.#requestBody === undefined && isWhole(chunk, this.#lengthExpected)) {
        this.#receivedWhole(chunk.toString('utf8'));
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
    if (this.#state !== 'receiving') return;
    try {
      this.#receivedWhole(this.#requestBody?.text() ?? '');
    } catch (error) {
      this.#fail(error);
    }
  }

  sent(chunk: unknown, encoding: unknown): void {
    if (this.#state === 'received' && lengthOf(chunk) > UNKNOWN_ANSWER_MAX) catchUp();
    if (this.over) return;
    try {
      this.#answerBody ??= new BoundedBody(ANSWER_BYTES_MAX);
      this.#answerBody.add(chunk, encoding);
    } catch (error) {
      this.#fail(error);
    }
  }

  ended(): void {
    if (this.over || this.#endedAtMs !== undefined) return;
    this.#endedAtMs = nowMs();
    this.#status = this.#response.statusCode;
    if (this.#state !== 'receiving') this.#answered(this.#endedAtMs);
  }

  answerEmits(name: unknown): void {
    if (name === 'close') this.#closed();
  }

  nodesListeners(name: unknown): number {
    return name === 'finish' ? this.#finishOwn : name === 'close' ? this.#closeOwn : 0;
  }

  /** Each time that it was said to be due: first whose request it is, then how it went. */
  record(): void {
    if (this.#state === 'received') this.#decide();
    else if (this.#hop !== undefined) this.#recordOutcome(this.#hop);
  }

  #receivedWhole(body: string): void {
    this.#requestBody = undefined;
    this.#body = body;
    this.#state = 'received';
    recordSoon(this);
  }

  #decide(): void {
    try {
      const request = this.#request;
      const httpServerSpan = trace.getSpanContext(this.#ambient) ?? callerOf(request);
      const recorded: RecordedRequest = {
        method: this.#method,
        path: this.#path,
        headers: request.headers,
        body: this.#body,
        atMs: this.#atMs,
        // Around us is the socket's context; the hop's has to be built on the request's.
        within: this.#ambient,
        httpServerSpan,
      };
      this.#body = '';
      const empty = recorded.body === '' && this.#method !== 'GET';
      const hop = empty ? undefined : this.#parts.recorder.request(recorded);
      this.#parts.onDecided?.(recorded, hop);
      if (hop === undefined) {
        this.#finish();
        return;
      }
      this.#state = 'hop';
      this.#hop = hop;
      this.slot.fill(hop);
    } catch (error) {
      this.#fail(error);
    }
  }

  #closed(): void {
    if (this.over || this.#outcomeSeen) return;
    if (this.#state === 'receiving') {
      this.#finish();
      return;
    }
    const atMs = this.#endedAtMs ?? nowMs();
    const { writableEnded, writableFinished, headersSent, statusCode } = this.#response;
    // HTTP/2 calls what the other side has reset finished, although nobody ended it.
    if (writableEnded && writableFinished) {
      // Answered before the body was there, or past our `end` by the prototype's own.
      this.#status = statusCode;
    } else {
      this.#failure = {
        errorType: this.#threw ? 'uncaught_exception' : 'connection_closed',
        atMs,
        unanswered: !headersSent,
      };
    }
    this.#answered(atMs);
  }

  /** The answer has left, or never will. */
  #answered(atMs: number): void {
    this.#outcomeSeen = true;
    this.#endedAtMs = atMs;
    this.slot.answeredAtMs = atMs;
    recordSoon(this);
    // Who has the span could otherwise change or end it behind the answer.
    if (this.slot.shown) catchUp();
  }

  #recordOutcome(hop: Hop): void {
    try {
      if (this.#failure === undefined) hop.answer(this.#answer());
      else hop.fail(this.#failure);
      this.#finish();
    } catch (error) {
      this.#fail(error);
    }
  }

  #answer(): RecordedAnswer {
    const headers = responseHeaders(this.#response);
    const encoding = headers['content-encoding'];
    const status = this.#status;
    // Node drops what is written to these.
    const bodiless = status === 204 || status === 304;
    const body = this.#answerBody;
    return {
      status,
      headers,
      body:
        bodiless || body === undefined
          ? ''
          : body.text(typeof encoding === 'string' ? encoding : undefined),
      atMs: this.#endedAtMs ?? nowMs(),
      truncated: body?.truncated ?? false,
    };
  }

  #finish(): void {
    this.#state = 'done';
    this.slot.foreign = this.#hop === undefined;
    this.slot.pending.length = 0;
    this.#requestBody = undefined;
    this.#answerBody = undefined;
  }

  #fail(error: unknown): void {
    this.#finish();
    this.#parts.onProblem(error);
  }
}

const lengthOf = (chunk: unknown) => (chunk as { length?: number } | null | undefined)?.length ?? 0;

function isWhole(chunk: unknown, length: number): chunk is Buffer {
  return Buffer.isBuffer(chunk) && chunk.length === length && length <= REQUEST_BYTES_MAX;
}

/** The span of whoever called, by `traceparent`: a flow platform that is traced itself. */
function callerOf({ headers }: ServerRequest): SpanContext | undefined {
  // Most gateways are not traced, and a propagator makes contexts of nothing too.
  if (!propagation.fields().some((name) => name in headers)) return undefined;
  return trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
}
