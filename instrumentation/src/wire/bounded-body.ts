import { decodeContent } from './content-encoding.ts';

/** The first bytes of a body that passes by; what is beyond the bound is only noticed. */
export class BoundedBody {
  readonly #bytesMax: number;
  /** Most bodies come in one piece; as text it need not become bytes and text again. */
  #first: Buffer | string | undefined;
  #others: Buffer[] | undefined;
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
    const length = lengthOf(chunk, encoding);
    if (length === 0) return;
    this.#bytesSeen += length;
    if (this.#truncated) return;
    const room = this.#bytesMax - this.#bytes;
    if (length > room) this.#truncated = true;
    const kept = keptOf(chunk as Uint8Array | string, encoding, length, room);
    this.#bytes += Math.min(length, room);
    if (this.#first === undefined) this.#first = kept;
    else if (this.#others === undefined) this.#others = [toBuffer(kept)];
    else this.#others.push(toBuffer(kept));
  }

  /** As text; gzip, deflate and br are undone, other encodings give `''`. */
  text(contentEncoding?: string): string {
    const whole = this.#others === undefined && contentEncoding === undefined;
    if (whole && typeof this.#first === 'string') return this.#first;
    return this.decoded(contentEncoding).toString('utf8');
  }

  /** As bytes, likewise. */
  decoded(contentEncoding?: string): Buffer {
    const first = toBuffer(this.#first ?? '');
    const bytes = this.#others === undefined ? first : Buffer.concat([first, ...this.#others]);
    return decodeContent(bytes, contentEncoding, this.#bytesMax);
  }

  /** Lets go of the bytes. */
  clear(): void {
    this.#first = undefined;
    this.#others = undefined;
  }
}

/** @returns 0 also for what is neither text nor bytes. */
function lengthOf(chunk: unknown, encoding: unknown): number {
  if (chunk instanceof Uint8Array) return chunk.length;
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encodingOf(encoding)) : 0;
}

function keptOf(
  chunk: Uint8Array | string,
  encoding: unknown,
  length: number,
  room: number,
): Buffer | string {
  if (typeof chunk !== 'string') return Buffer.from(chunk.subarray(0, room));
  const known = encodingOf(encoding);
  // As it will be read: half a surrogate pair is sent as U+FFFD.
  if (known === 'utf8' && length <= room) return chunk.toWellFormed();
  // One character is at least half a byte (hex): a long text need not be encoded as a whole.
  return Buffer.from(chunk.slice(0, 2 * room), known).subarray(0, room);
}

const toBuffer = (kept: Buffer | string) => (typeof kept === 'string' ? Buffer.from(kept) : kept);

function encodingOf(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
}
