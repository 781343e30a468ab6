/**
 * A process of its own that takes OTLP in protobuf, answers at once, and says how many spans came:
 * a sink that shares the app's process would be measured with it.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';

/** How many fields with number 2 lie two levels deep: resource_spans(1).scope_spans(2).spans(2). */
function countSpans(bytes: Uint8Array, path: readonly number[]): number {
  const [wanted, ...rest] = path;
  let count = 0;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    // Length-delimited; the messages on the way hold no other wire type before the last level.
    if ((key & 7) !== 2) {
      if ((key & 7) === 0) varint();
      else at += (key & 7) === 1 ? 8 : 4;
      continue;
    }
    const length = varint();
    if (key >>> 3 === wanted) {
      count += rest.length === 0 ? 1 : countSpans(bytes.subarray(at, at + length), rest);
    }
    at += length;
  }
  return count;
}

let spans = 0;
const server = http.createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ spans }));
    return;
  }
  const bytes = await buffer(request);
  if (request.url === '/v1/traces') spans += countSpans(bytes, [1, 2, 2]);
  response.setHeader('content-type', 'application/x-protobuf').end();
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`),
);
