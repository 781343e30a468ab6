import type { BinaryBody } from '../privacy/parse-body.ts';
import type { BoundedBody } from './bounded-body.ts';

/**
 * What passed by, for reading: its text, or only how large it is when it is no text (an image, an
 * encoding nobody here can undo).
 */
export function readPassedBody(
  body: BoundedBody,
  contentEncoding: string | undefined,
  contentType: string | undefined,
): string | BinaryBody | undefined {
  if (body.bytes === 0) return undefined;
  const binary: BinaryBody = { bytes: body.bytesSeen };
  if (BINARY_TYPE.test(contentType ?? '')) return binary;
  const bytes = body.decoded(contentEncoding);
  if (bytes.length === 0 || isBinary(bytes)) return binary;
  const text = textOf(bytes, contentType);
  // Where it was cut may be within a character.
  const whole = text.replace(/\uFFFD$/, '');
  return whole.includes('\uFFFD') ? binary : whole;
}

const BINARY_TYPE =
  /^\s*(?:image|audio|video|font)\/(?!svg)|^\s*application\/(?:octet-stream|pdf|zip|gzip|x-protobuf|grpc|msgpack|x-msgpack|cbor|wasm|vnd\.ms-|vnd\.openxml)/i;

/** Control characters that no text has, in the first part of it. */
function isBinary(bytes: Buffer): boolean {
  if (bytes.length > 1 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff)) {
    return false;
  }
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) return true;
  }
  return false;
}

function textOf(bytes: Buffer, contentType: string | undefined): string {
  const named = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
  const order = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const charset = order === 0xfffe ? 'utf-16le' : order === 0xfeff ? 'utf-16be' : named;
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // a charset that does not exist: read as what nearly everything is
    }
  }
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
