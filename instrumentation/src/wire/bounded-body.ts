import { decodeContent } from './content-encoding.ts';

/** The first bytes of a body that passes by; what is beyond the bound is only noticed. */
export class BoundedBody {
  readonly #bytesMax: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #truncated = false;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Bytes kept so far. */
  get bytes(): number {
    return this.#bytes;
  }

  get truncated(): boolean {
    return this.#truncated;
  }

  /** Copies, because whoever wrote the chunk may use its memory again. Other types are ignored. */
  add(chunk: unknown, encoding?: unknown): void {
    if (this.#truncated) return;
    const room = this.#bytesMax - this.#bytes;
    const bytes = toBytes(chunk, encoding, room);
    if (bytes === undefined || bytes.length === 0) return;
    if (bytes.length > room) this.#truncated = true;
    const kept = Buffer.from(bytes.subarray(0, room));
    this.#chunks.push(kept);
    this.#bytes += kept.length;
  }

  /** As text; gzip, deflate and br are undone, other encodings give `''`. */
  text(contentEncoding?: string): string {
    const bytes =
      this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    return decodeContent(bytes, contentEncoding, this.#bytesMax).toString('utf8');
  }

  /** Lets go of the bytes. */
  clear(): void {
    this.#chunks = [];
  }
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
