import type { ServerResponse } from 'node:http';
import type { Encoding } from '../decode/decode-traces.ts';

/** HTTP statuses of the receiver with the google.rpc.Code that stands in the body. */
const RPC_CODES = {
  400: 3, // INVALID_ARGUMENT
  401: 16, // UNAUTHENTICATED
  403: 7, // PERMISSION_DENIED
  404: 5, // NOT_FOUND
  405: 12, // UNIMPLEMENTED
  413: 8, // RESOURCE_EXHAUSTED
  415: 3,
  429: 8,
  500: 13, // INTERNAL
  503: 14, // UNAVAILABLE
} as const;

export type ErrorStatus = keyof typeof RPC_CODES;

const CONTENT_TYPES = { protobuf: 'application/x-protobuf', json: 'application/json' } as const;

// opentelemetry-js drops a batch whose wait does not fit its 10 s export timeout, so the wait is short.
const RETRY_AFTER_SECONDS = 1;

/** The encoding of a request, or `undefined` when it is neither of OTLP's two. */
export function encodingOf(contentType: string | undefined): Encoding | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'protobuf';
  return type === 'application/json' ? 'json' : undefined;
}

/**
 * Answers 200 with an Export*ServiceResponse; `partial` names rejected spans, which the sender must
 * not send again.
 */
export function answerAccepted(
  response: ServerResponse,
  encoding: Encoding,
  partial?: { readonly rejected: number; readonly why: string },
): void {
  if (encoding === 'protobuf') {
    const body = partial
      ? field(1, Buffer.concat([integerField(1, partial.rejected), textField(2, partial.why)]))
      : Buffer.alloc(0);
    send(response, 200, encoding, body);
  } else {
    // Protobuf's JSON mapping writes int64 as text.
    const body = partial
      ? { partialSuccess: { rejectedSpans: String(partial.rejected), errorMessage: partial.why } }
      : {};
    send(response, 200, encoding, Buffer.from(JSON.stringify(body)));
  }
}

/** Answers an error with a google.rpc.Status in the request's encoding. */
export function answerError(
  response: ServerResponse,
  encoding: Encoding,
  status: ErrorStatus,
  message: string,
): void {
  const code = RPC_CODES[status];
  if (status === 429 || status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  const body =
    encoding === 'protobuf'
      ? Buffer.concat([integerField(1, code), textField(2, message)])
      : Buffer.from(JSON.stringify({ code, message }));
  send(response, status, encoding, body);
}

function send(response: ServerResponse, status: number, encoding: Encoding, body: Buffer): void {
  response.statusCode = status;
  response.setHeader('Content-Type', CONTENT_TYPES[encoding]);
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function integerField(number: number, value: number): Buffer {
  return Buffer.from([number << 3, ...varint(value)]);
}

function textField(number: number, text: string): Buffer {
  return field(number, Buffer.from(text));
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}
