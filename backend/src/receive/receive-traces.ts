import type { IncomingMessage } from 'node:http';
import { decodeTraces, type Encoding } from '../decode/decode-traces.ts';
import type { DecodedBatch } from '../decode/decoded-batch.ts';
import { StoreBusyError, StoreRejectedError } from '../store/store-errors.ts';
import type { BytesInFlight, BytesLease } from './bytes-in-flight.ts';
import { readBody } from './read-body.ts';

/** What the receiver needs of the store. */
export interface SpanSink {
  /**
   * Resolves when the batch is durable.
   *
   * @throws {StoreBusyError} when too much waits.
   * @throws {StoreRejectedError} when the database refuses what is in the batch, now and for ever.
   * @throws anything else when it failed and may succeed later.
   */
  append(batch: DecodedBatch): Promise<void>;
}

/** How one request of spans ended; mapped to HTTP in otlp-router.ts and nowhere else. */
export type Receipt =
  | { readonly status: 'stored'; readonly batch: DecodedBatch; readonly commitMs: number }
  | { readonly status: 'malformed'; readonly why: string }
  | { readonly status: 'too_large' }
  | { readonly status: 'unsupported_encoding' }
  | { readonly status: 'overloaded' }
  /** The store refuses what is in it: sending it again would fail again. */
  | { readonly status: 'refused'; readonly why: string }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'aborted' };

export interface ReceiveOptions {
  readonly sink: SpanSink;
  readonly bodyBytesMax: number;
  readonly keepsPersonalData: boolean;
  readonly inFlight: BytesInFlight;
}

/** Reads, decodes and stores one request; `stored` only after the sink has said it is durable. */
export async function receiveTraces(
  request: IncomingMessage,
  encoding: Encoding,
  options: ReceiveOptions,
): Promise<Receipt> {
  const lease = options.inFlight.lease();
  try {
    return await receive(request, encoding, options, lease);
  } finally {
    lease.release();
  }
}

async function receive(
  request: IncomingMessage,
  encoding: Encoding,
  options: ReceiveOptions,
  lease: BytesLease,
): Promise<Receipt> {
  const read = await readBody(request, options.bodyBytesMax, lease);
  if (read.status !== 'read') return read;
  // An empty body is an empty request in protobuf; in JSON some senders flush one as well.
  const decoded = decodeTraces(read.body, encoding, options.keepsPersonalData);
  if (decoded.status === 'malformed') return decoded;
  const { batch } = decoded;
  const startedAt = performance.now();
  if (batch.rowCount > 0 || batch.foreignCount > 0) {
    try {
      await options.sink.append(batch);
    } catch (error) {
      if (error instanceof StoreBusyError) return { status: 'overloaded' };
      if (error instanceof StoreRejectedError) return { status: 'refused', why: error.message };
      return { status: 'failed', error };
    }
  }
  return { status: 'stored', batch, commitMs: performance.now() - startedAt };
}
