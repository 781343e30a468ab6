import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

const NOTHING = Buffer.alloc(0);

/**
 * Undoes a Content-Encoding for reading.
 *
 * What was cut at the end still gives its first part; what cannot be read gives nothing.
 *
 * @param bytesMax of the result, so that a small body cannot blow up: what is larger is cut, what is
 *   more than sixteen times larger is not read.
 */
export function decodeContent(
  bytes: Buffer,
  encoding: string | undefined,
  bytesMax: number,
): Buffer {
  if (encoding === undefined) return bytes;
  // In the order in which they were applied (RFC 9110, 8.4).
  const names = encoding.toLowerCase().split(',').reverse();
  const decoded = names.reduce(
    (coded, name) => decodeOne(coded, name.trim(), bytesMax * 16),
    bytes,
  );
  return decoded.subarray(0, Math.max(bytesMax, bytes.length));
}

function decodeOne(bytes: Buffer, name: string, bytesMax: number): Buffer {
  if (name === '' || name === 'identity' || bytes.length === 0) return bytes;
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: bytesMax };
  try {
    switch (name) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, options);
      case 'deflate':
        // Servers send it with and without the zlib header (RFC 9110, 8.4.1.2); CM = 8 tells.
        return ((bytes[0] ?? 0) & 0x0f) === 0x08
          ? inflateSync(bytes, options)
          : inflateRawSync(bytes, options);
      case 'br':
        return brotliDecompressSync(bytes, {
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
          maxOutputLength: bytesMax,
        });
      case 'zstd':
        return zstdDecompressSync(bytes, {
          finishFlush: constants.ZSTD_e_flush,
          maxOutputLength: bytesMax,
        });
      default:
        return NOTHING;
    }
  } catch {
    return NOTHING;
  }
}
