import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const MEBIBYTE = 1024 * 1024;

test('a gzip is inflated piece by piece, each counted before it is kept, and no further than there is room', async () => {
  const body = gzipSync(Buffer.alloc(32 * MEBIBYTE));
  const request = new IncomingMessage(new Socket());
  request.headers['content-encoding'] = 'gzip';
  request.push(body);
  request.push(null);
  const pieces: number[] = [];
  let room = MEBIBYTE;
  const lease = {
    take(bytes: number) {
      pieces.push(bytes);
      room -= bytes;
      return room >= 0;
    },
    release() {},
  };
  expect(await readBody(request, 64 * MEBIBYTE, lease)).toEqual({ status: 'overloaded' });
  expect(pieces.shift()).toBe(body.length);
  expect(Math.max(...pieces)).toBeLessThanOrEqual(64 * 1024);
  // One refusal, and nobody asks again.
  expect(room).toBeGreaterThanOrEqual(-64 * 1024);
});
