import type { DecodedBatch } from './decoded-batch.ts';
import { readJsonRequest } from './json-request.ts';
import { MalformedError } from './malformed.ts';
import { readProtobufRequest } from './protobuf-request.ts';
import { SpanRowWriter } from './span-row-writer.ts';

/** How an OTLP/HTTP body is written. */
export type Encoding = 'protobuf' | 'json';

export type Decoded =
  | { readonly status: 'decoded'; readonly batch: DecodedBatch }
  /** `why` never quotes the body. */
  | { readonly status: 'malformed'; readonly why: string };

/**
 * Decodes the body of `POST /v1/traces` straight to rows.
 *
 * @param keepsPersonalData true when capture is `full`: URL queries and SQL texts of foreign spans
 *   are kept.
 */
export function decodeTraces(
  body: Buffer,
  encoding: Encoding,
  keepsPersonalData: boolean,
): Decoded {
  const writer = new SpanRowWriter(body, keepsPersonalData);
  try {
    if (encoding === 'protobuf') readProtobufRequest(body, writer);
    else readJsonRequest(body, writer);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return { status: 'malformed', why: error.message };
  }
  return { status: 'decoded', batch: writer.finish() };
}
