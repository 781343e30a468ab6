import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BoundedBody } from './bounded-body.ts';
import { readPassedBody } from './read-body.ts';

function read(bytes: Buffer | string, type?: string, encoding?: string) {
  const body = new BoundedBody(1_000);
  body.add(bytes);
  return readPassedBody(body, encoding, type);
}

const TEXT = '{"name":"Zoë"}';

test.each([
  ['gzip', gzipSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['zstd', zstdCompressSync(Buffer.from(TEXT))],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
  ['identity', Buffer.from(TEXT)],
])('a body in %s is read', (encoding, bytes) => {
  expect(read(bytes, 'application/json', encoding)).toBe(TEXT);
});

test.each([
  ['latin1', Buffer.from('Zoë', 'latin1'), 'text/plain; charset=ISO-8859-1'],
  ['utf-16', Buffer.from('\uFEFFZoë', 'utf16le'), 'text/xml'],
  ['a byte order mark', Buffer.from('\uFEFFZoë'), undefined],
  ['an unknown charset', Buffer.from('Zoë'), 'text/plain; charset=nonsense'],
])('a text in %s is read', (_name, bytes, type) => {
  expect(read(bytes, type)).toBe('Zoë');
});

test.each([
  [
    'an image',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    'image/png',
    undefined,
  ],
  ['a text that says it is an image', Buffer.from('abc'), 'image/png', undefined],
  [
    'an image that says it is a text',
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]),
    'text/plain',
    undefined,
  ],
  ['latin1 that says nothing', Buffer.from('Zoë!', 'latin1'), undefined, undefined],
  ['an encoding nobody knows', Buffer.from('abc'), 'application/json', 'compress'],
  ['broken gzip', Buffer.from('abc'), 'application/json', 'gzip'],
  ['a bomb', gzipSync(Buffer.alloc(100_000)), 'application/json', 'gzip'],
] as const)('of %s only the size is known', (_name, bytes, type, encoding) => {
  expect(read(bytes, type, encoding)).toEqual({ bytes: bytes.length });
});

test('the size is that of the whole, the text is its beginning', () => {
  const body = new BoundedBody(4);
  for (const chunk of ['abc', Buffer.from('dëf'), 'xyz']) body.add(chunk);
  expect(body.bytesSeen).toBe(10);
  expect(readPassedBody(body, undefined, 'text/plain')).toBe('abcd');
  const cut = new BoundedBody(5);
  cut.add('abcdë');
  expect(readPassedBody(cut, undefined, undefined)).toBe('abcd');
  expect(read(gzipSync('x'.repeat(5_000)), undefined, 'gzip')).toBe('x'.repeat(1_000));
});

test('no body, nothing', () => {
  expect(read('', 'image/png')).toBeUndefined();
});
