import { decodeContent } from './content-encoding.ts';

/** The first bytes of a body that passes by; what is beyond the bound is only noticed. */
export class BoundedBody {
  readonly #bytesMax: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #bytesSeen = 0;
  #truncated = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Bytes kept so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes that have passed by. */
  get bytesSeen(): number {
    return this.#bytesSeen;
  }

  get truncated(): boolean {
    return this.#truncated;
  }

  /** Copies, because whoever wrote the chunk may use its memory again. Other types are ignored. */
  add(chunk: unknown, encoding?: unknown): void {
    if (this.#truncated) {
      this.#bytesSeen += lengthOf(chunk, encoding);
      return;
    }
    const room = this.#bytesMax - this.#bytes;
    const bytes = toBytes(chunk, encoding, room);
    if (bytes === undefined || bytes.length === 0) return;
    this.#bytesSeen += lengthOf(chunk, encoding);
    if (bytes.length > room) this.#truncated = true;
    const kept = Buffer.from(bytes.subarray(0, room));
    this.#chunks.push(kept);
    this.#bytes += kept.length;
  }

  /** As text; gzip, deflate and br are undone, other encodings give `''`. */
  text(contentEncoding?: string): string {
    return this.decoded(contentEncoding).toString('utf8');
  }

  /** As bytes, likewise. */
  decoded(contentEncoding?: string): Buffer {
    const bytes =
      this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    return decodeContent(bytes, contentEncoding, this.#bytesMax);
  }

  /** Lets go of the bytes. */
  clear(): void {
    this.#chunks = [];
  }
}

function lengthOf(chunk: unknown, encoding: unknown): number {
  if (chunk instanceof Uint8Array) return chunk.length;
  if (typeof chunk !== 'string') return 0;
  const known = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
  return Buffer.byteLength(chunk, known);
}

function toBytes(chunk: unknown, encoding: unknown, room: number): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== 'string') return undefined;
  if (typeof encoding === 'string' && Buffer.isEncoding(encoding)) {
    return Buffer.from(chunk, encoding);
  }
  // One character is at least one byte: a long string need not be encoded as a whole.
  return Buffer.from(chunk.length > room ? chunk.slice(0, room + 1) : chunk);
}
