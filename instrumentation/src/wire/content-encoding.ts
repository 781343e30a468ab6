import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';

const NOTHING = Buffer.alloc(0);

/**
 * Undoes a Content-Encoding for reading.
 *
 * What was cut at the end still gives its first part; what cannot be read gives nothing.
 *
 * @param bytesMax of the result, so that a small body cannot blow up.
 */
export function decodeContent(
  bytes: Buffer,
  encoding: string | undefined,
  bytesMax: number,
): Buffer {
  const name = encoding?.trim().toLowerCase() ?? '';
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
      default:
        return NOTHING;
    }
  } catch {
    return NOTHING;
  }
}
