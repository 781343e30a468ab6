import { MalformedError } from './malformed.ts';

/** Wire types of protobuf; 3 and 4 are groups, which proto3 does not have. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const TWO_32 = 4_294_967_296;

/**
 * Reads protobuf's primitives out of a body. Every length is checked against `end`, the end of the
 * message being read, before anything is sliced.
 */
export class ProtobufReader {
  readonly body: Buffer;
  position = 0;
  /** Lower half of the last 64-bit value read, unsigned. */
  low = 0;
  /** Upper half of the last 64-bit value read, unsigned. */
  high = 0;

  constructor(body: Buffer) {
    this.body = body;
  }

  /**
   * A field's number and wire type in one word: `number << 3 | wire type`.
   *
   * @throws {MalformedError} when it does not end before `end` or names field 0.
   */
  tag(end: number): number {
    const first = this.body[this.position] ?? 0;
    if (first >= 8 && first < 128 && this.position < end) {
      this.position += 1;
      return first;
    }
    this.varint(end);
    if (this.high !== 0 || this.low < 8) throw new MalformedError('a field number is out of range');
    return this.low;
  }

  /** Reads a varint of up to 64 bits into `low` and `high`. */
  varint(end: number): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= end) throw new MalformedError('a number is cut off');
      const byte = this.body[this.position] ?? 0;
      this.position += 1;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 128) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new MalformedError('a number is longer than ten bytes');
  }

  fixed64(end: number): void {
    this.need(8, end);
    this.low = this.body.readUInt32LE(this.position);
    this.high = this.body.readUInt32LE(this.position + 4);
    this.position += 8;
  }

  double(end: number): number {
    this.need(8, end);
    const value = this.body.readDoubleLE(this.position);
    this.position += 8;
    return value;
  }

  /** Reads a length and answers where its bytes end; `position` stands at their start. */
  lengthEnd(end: number): number {
    const first = this.body[this.position] ?? 0;
    let length = first;
    if (first < 128 && this.position < end) this.position += 1;
    else {
      this.varint(end);
      length = this.high === 0 ? this.low : Number.MAX_SAFE_INTEGER;
    }
    if (length > end - this.position) {
      throw new MalformedError('a length points past the end of its message');
    }
    return this.position + length;
  }

  /** Steps over the value of a field nobody asked for. */
  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case VARINT:
        this.varint(end);
        return;
      case FIXED64:
        this.need(8, end);
        this.position += 8;
        return;
      case BYTES:
        this.position = this.lengthEnd(end);
        return;
      case FIXED32:
        this.need(4, end);
        this.position += 4;
        return;
      default:
        throw new MalformedError(`wire type ${tag & 7} is not one of proto3`);
    }
  }

  /** The last 64-bit value as a signed double; rounded beyond 2^53. */
  signedNumber(): number {
    return (this.high | 0) * TWO_32 + this.low;
  }

  /** The last 64-bit value, signed, as exact decimal digits. */
  signedDecimal(): string {
    const value = this.signedNumber();
    if (Number.isSafeInteger(value)) return String(value);
    return BigInt.asIntN(64, (BigInt(this.high) << 32n) | BigInt(this.low)).toString();
  }

  private need(bytes: number, end: number): void {
    if (end - this.position < bytes) throw new MalformedError('a fixed-size value is cut off');
  }
}
