import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { BytesLease } from './bytes-in-flight.ts';

export type BodyRead =
  | { readonly status: 'read'; readonly body: Buffer }
  | { readonly status: 'too_large' }
  | { readonly status: 'unsupported_encoding' }
  | { readonly status: 'malformed'; readonly why: string }
  | { readonly status: 'overloaded' }
  /** The sender went away before the body was complete; there is nobody to answer. */
  | { readonly status: 'aborted' };

/**
 * Reads a request's body, inflated. The limit holds for what is sent and for what it inflates to:
 * inflating stops at the limit, so a small body cannot fill the memory. Nor can many at once: the lease is asked before each piece
 * is kept.
 *
 * @param bodyBytesMax largest body, in bytes, before and after inflating.
 * @param lease is charged for every byte; whoever uses the body releases it.
 */
export async function readBody(
  request: IncomingMessage,
  bodyBytesMax: number,
  lease: BytesLease,
): Promise<BodyRead> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') return { status: 'unsupported_encoding' };
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return { status: 'too_large' };

  const received = await collect(request, bodyBytesMax, lease, { status: 'aborted' });
  if (received.status !== 'read' || encoding === 'identity') return received;
  // Senders flush an empty export as an empty body, which is no gzip.
  if (received.body.length === 0) return received;
  const gunzip = createGunzip();
  gunzip.end(received.body);
  const broken = { status: 'malformed', why: 'its gzip is broken' } as const;
  const inflated = await collect(gunzip, bodyBytesMax, lease, broken);
  // What is over the limit need not be inflated to be thrown away.
  gunzip.destroy();
  return inflated;
}

/** @param unfinished the answer when `source` ends before its end. */
function collect(
  source: Readable,
  bodyBytesMax: number,
  lease: BytesLease,
  unfinished: BodyRead,
): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    source.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) stop({ status: 'too_large' });
      else if (!lease.take(chunk.length)) stop({ status: 'overloaded' });
      else chunks.push(chunk);
    });
    source.on('end', () => {
      const body = chunks.length === 1 ? chunks[0] : undefined;
      resolve({ status: 'read', body: body ?? Buffer.concat(chunks, bytes) });
    });
    // Also after 'end', where resolving again changes nothing.
    source.on('close', () => resolve(unfinished));
    source.on('error', () => resolve(unfinished));

    // The rest is read and thrown away: cut off in the middle, the sender would see a broken
    // connection instead of the answer that tells it why.
    function stop(result: BodyRead): void {
      source.removeAllListeners('data');
      source.resume();
      chunks.length = 0;
      resolve(result);
    }
  });
}
