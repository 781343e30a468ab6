const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;

// Codes by which Node, undici and the common clients say that they waited too long.
const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'ECONNABORTED',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

// Of Node (the last while it still connects), undici, axios and got, when the app itself gave up.
const ABORT_CODES = new Set([
  'ABORT_ERR',
  'UND_ERR_ABORTED',
  'ERR_CANCELED',
  'ERR_ABORTED',
  'ECANCELED',
]);

// Says only that a stream went with its session; why is its cause.
const WRAPPER = 'ERR_HTTP2_STREAM_CANCEL';

// The other side, or something on the way, closed the connection: each client has its word for it.
const BROKEN_CODES = new Set(['UND_ERR_SOCKET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * What went wrong with an outgoing request, low in cardinality: `timeout`, `aborted`, an error code
 * (`ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET` for any connection
 * that broke) or an error's class. Never a message, which may hold what was sent.
 */
export function errorTypeOf(error: unknown): string {
  const chain = causes(error);
  if (chain.some(isTimeout)) return 'timeout';
  for (const { code, name } of chain) {
    if (name === 'AbortError' || (typeof code === 'string' && ABORT_CODES.has(code))) {
      return 'aborted';
    }
    if (typeof code !== 'string' || !CODE.test(code) || (code === WRAPPER && chain.length > 1)) {
      continue;
    }
    return BROKEN_CODES.has(code) ? 'ECONNRESET' : code;
  }
  const name = chain[0]?.name;
  return typeof name === 'string' && name !== '' ? name : '_OTHER';
}

interface ErrorLike {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function isTimeout({ name, code }: ErrorLike): boolean {
  return name === 'TimeoutError' || (typeof code === 'string' && TIMEOUT_CODES.has(code));
}

/** The error and its causes; of an AggregateError (all addresses refused) the first one. */
function causes(error: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  let next = error;
  while (typeof next === 'object' && next !== null && chain.length < 4) {
    const current = next as ErrorLike;
    chain.push(current);
    next = current.cause ?? (Array.isArray(current.errors) ? current.errors[0] : undefined);
  }
  return chain;
}
