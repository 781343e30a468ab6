import { ESCAPED_BYTES_MAX, type RowBuffer, UTF8_BYTES_MAX } from './row-buffer.ts';

const NO_RANGE = -1;

/**
 * Values by index, each either a range of the request's body, to be written as JSON text, or JSON
 * text already. Kept in flat arrays that are used again for every span.
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

  setJson(index: number, json: string): void {
    this.starts[index] = NO_RANGE;
    this.jsons[index] = json;
    this.bytesMax += UTF8_BYTES_MAX * json.length;
  }

  copyFrom(other: SpanValues, count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.starts[index] = other.starts[index] ?? NO_RANGE;
      this.ends[index] = other.ends[index] ?? 0;
      this.jsons[index] = other.jsons[index] ?? '';
    }
    this.bytesMax = other.bytesMax;
  }

  write(index: number, source: Buffer, out: RowBuffer): void {
    const start = this.starts[index] ?? NO_RANGE;
    if (start === NO_RANGE) {
      const json = this.jsons[index] ?? '';
      // Nearly all of these are defaults and numbers; a native call costs more than a few bytes.
      if (json.length <= 24 && isAscii(json)) out.ascii(json);
      else out.utf8(json);
    } else out.quoted(source, start, this.ends[index] ?? start);
  }

  /** The value as a string; slow, for what is rare. */
  toText(index: number, source: Buffer): string {
    const start = this.starts[index] ?? NO_RANGE;
    if (start !== NO_RANGE) return source.toString('utf8', start, this.ends[index]);
    const value: unknown = JSON.parse(this.jsons[index] ?? '""');
    return String(value);
  }
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}
