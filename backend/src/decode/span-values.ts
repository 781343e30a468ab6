import { ESCAPED_BYTES_MAX, type RowBuffer, UTF8_BYTES_MAX } from './row-buffer.ts';

const IS_ASCII = -1;
const IS_JSON = -2;

/**
 * Values by index, each either a range of the request's body, to be written as JSON text, or JSON
 * already. Kept in flat arrays that are used again for every span.
 */
export class SpanValues {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly jsons: string[] = [];
  /** No more than so many bytes are written by `write` for all values together. */
  bytesMax = 0;

  setRange(index: number, start: number, end: number): void {
    this.starts[index] = start;
    this.ends[index] = end;
    this.bytesMax += ESCAPED_BYTES_MAX * (end - start) + 2;
  }

  /** Numbers and empty values: the many that need no encoding. */
  setAscii(index: number, json: string): void {
    this.starts[index] = IS_ASCII;
    this.jsons[index] = json;
    this.bytesMax += json.length;
  }

  setJson(index: number, json: string): void {
    this.starts[index] = IS_JSON;
    this.jsons[index] = json;
    this.bytesMax += UTF8_BYTES_MAX * json.length;
  }

  copyFrom(other: SpanValues, count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.starts[index] = other.starts[index] ?? IS_ASCII;
      this.ends[index] = other.ends[index] ?? 0;
      this.jsons[index] = other.jsons[index] ?? '';
    }
    this.bytesMax = other.bytesMax;
  }

  write(index: number, source: Buffer, out: RowBuffer): void {
    const start = this.starts[index] ?? IS_ASCII;
    if (start >= 0) out.quoted(source, start, this.ends[index] ?? start);
    else if (start === IS_ASCII) out.ascii(this.jsons[index] ?? '');
    else out.utf8(this.jsons[index] ?? '');
  }

  /** The value as a string; slow, for what is rare. */
  toText(index: number, source: Buffer): string {
    const start = this.starts[index] ?? IS_ASCII;
    if (start >= 0) return source.toString('utf8', start, this.ends[index]);
    const value: unknown = JSON.parse(this.jsons[index] ?? '""');
    return String(value);
  }
}
