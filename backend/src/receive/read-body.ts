import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { BytesLease } from './bytes-in-flight.ts';

const inflate = promisify(gunzip);

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
 * inflating stops at the limit, so a small body cannot fill the memory.
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

  const received = await collect(request, bodyBytesMax, lease);
  if (received.status !== 'read' || encoding === 'identity') return received;
  // Senders flush an empty export as an empty body, which is no gzip.
  if (received.body.length === 0) return received;
  try {
    const body = await inflate(received.body, { maxOutputLength: bodyBytesMax });
    return lease.take(body.length) ? { status: 'read', body } : { status: 'overloaded' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { status: 'too_large' };
    return { status: 'malformed', why: 'its gzip is broken' };
  }
}

function collect(
  request: IncomingMessage,
  bodyBytesMax: number,
  lease: BytesLease,
): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) stop({ status: 'too_large' });
      else if (!lease.take(chunk.length)) stop({ status: 'overloaded' });
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0] : undefined;
      resolve({ status: 'read', body: body ?? Buffer.concat(chunks, bytes) });
    });
    // Also after 'end', where resolving again changes nothing.
    request.on('close', () => resolve({ status: 'aborted' }));
    request.on('error', () => resolve({ status: 'aborted' }));

    // The rest is read and thrown away: cut off in the middle, the sender would see a broken
    // connection instead of the answer that tells it why.
    function stop(result: BodyRead): void {
      request.removeAllListeners('data');
      request.resume();
      chunks.length = 0;
      resolve(result);
    }
  });
}
