import { isUtf8 } from 'node:buffer';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LAST_CONTROL = 0x1f;

/** No byte becomes longer than this when it is written inside JSON text (`\u00xx`). */
export const ESCAPED_BYTES_MAX = 6;
/** No UTF-16 code unit becomes longer than this in UTF-8. */
export const UTF8_BYTES_MAX = 3;

// Two characters for the control characters that have a short form, else six.
const ESCAPES: readonly Buffer[] = Array.from({ length: LAST_CONTROL + 1 }, (_, code) =>
  Buffer.from(JSON.stringify(String.fromCharCode(code)).slice(1, -1)),
);

/**
 * Text in UTF-8 that grows at its end. Writing bytes costs a third of building strings and encoding
 * them afterwards (bench/decode.ts).
 */
export class RowBuffer {
  private bytes: Buffer;
  private length = 0;

  /** @param bytesExpected grown when it turns out to be too little. */
  constructor(bytesExpected: number) {
    this.bytes = Buffer.allocUnsafe(bytesExpected);
  }

  /** Makes room: the other methods do not check. */
  reserve(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.length + bytes));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** Writes characters below 128, as they are. */
  ascii(text: string): void {
    const { bytes } = this;
    let { length } = this;
    for (let index = 0; index < text.length; index += 1) {
      bytes[length] = text.charCodeAt(index);
      length += 1;
    }
    this.length = length;
  }

  /** Writes characters below 128 that need no escaping, in quotes. */
  quotedAscii(text: string): void {
    this.ascii('"');
    this.ascii(text);
    this.ascii('"');
  }

  /** Writes any text, as it is. */
  utf8(text: string): void {
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** Writes bytes, as they are. */
  copy(source: Uint8Array): void {
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** Writes a range of UTF-8 as JSON text with its quotes; what is no UTF-8 becomes U+FFFD. */
  quoted(source: Buffer, start: number, end: number): void {
    const { bytes } = this;
    let { length } = this;
    bytes[length] = QUOTE;
    length += 1;
    let all = 0;
    for (let index = start; index < end; index += 1) {
      const byte = source[index] ?? 0;
      all |= byte;
      if (byte > LAST_CONTROL && byte !== QUOTE && byte !== BACKSLASH) {
        bytes[length] = byte;
        length += 1;
      } else if (byte > LAST_CONTROL) {
        bytes[length] = BACKSLASH;
        bytes[length + 1] = byte;
        length += 2;
      } else {
        const escaped = ESCAPES[byte] ?? Buffer.alloc(0);
        for (let at = 0; at < escaped.length; at += 1) bytes[length + at] = escaped[at] ?? 0;
        length += escaped.length;
      }
    }
    if (all > 127 && !isUtf8(source.subarray(start, end))) {
      // Rare, so it may be slow: the same once more, repaired.
      const repaired = Buffer.from(source.toString('utf8', start, end));
      this.reserve(ESCAPED_BYTES_MAX * repaired.length + 2);
      this.quoted(repaired, 0, repaired.length);
      return;
    }
    bytes[length] = QUOTE;
    this.length = length + 1;
  }

  /** What was written, without copying: do not write on after this. */
  finish(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}
