import { type AttributeKey, keyOf, knownKeys } from './attribute-key.ts';

interface Entry<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
}

const KEY_SLOTS = 8_192;
// Half full at most, so that probing stays short; senders with more names only lose speed.
const KEYS_MAX = 4_096;
const KEY_BYTES_MAX = 128;

const TEXT_SLOTS = 8_192;
const TEXT_BYTES_MAX = 64;

/** FNV-1a over a range; the same few hundred names and words come in every request. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = known;
  if (length !== end - start) return false;
  for (let index = 0; index < length; index += 1) {
    if (known[index] !== bytes[start + index]) return false;
  }
  return true;
}

/** Attribute names by their UTF-8 bytes, so that a name seen before is never decoded again. */
export class InternedKeys {
  private readonly slots: (Entry<AttributeKey> | undefined)[] = new Array(KEY_SLOTS).fill(
    undefined,
  );
  private count = 0;

  constructor() {
    for (const key of knownKeys()) {
      const bytes = Buffer.from(key.name);
      this.find(bytes, 0, bytes.length);
    }
  }

  find(body: Buffer, start: number, end: number): AttributeKey {
    let slot = hashOf(body, start, end) % KEY_SLOTS;
    for (;;) {
      const entry = this.slots[slot];
      if (entry === undefined) break;
      if (isSame(entry.bytes, body, start, end)) return entry.value;
      slot = (slot + 1) % KEY_SLOTS;
    }
    const value = keyOf(body.toString('utf8', start, end));
    if (this.count < KEYS_MAX && end - start <= KEY_BYTES_MAX) {
      this.count += 1;
      this.slots[slot] = { bytes: Uint8Array.prototype.slice.call(body, start, end), value };
    }
    return value;
  }
}

/**
 * Short texts that repeat (providers, outcomes, step names) by their UTF-8 bytes, as JSON. Each slot
 * keeps the text seen last, so memory is bounded whatever is sent.
 */
export class InternedTexts {
  private readonly slots: (Entry<string> | undefined)[] = new Array(TEXT_SLOTS).fill(undefined);

  find(body: Buffer, start: number, end: number): string {
    if (end - start > TEXT_BYTES_MAX) return textJson(body, start, end);
    const slot = hashOf(body, start, end) % TEXT_SLOTS;
    const entry = this.slots[slot];
    if (entry !== undefined && isSame(entry.bytes, body, start, end)) return entry.value;
    const value = textJson(body, start, end);
    this.slots[slot] = { bytes: Uint8Array.prototype.slice.call(body, start, end), value };
    return value;
  }
}

/** A range of UTF-8 as JSON text; bytes that are no UTF-8 become U+FFFD. */
export function textJson(body: Buffer, start: number, end: number): string {
  return start === end ? '""' : JSON.stringify(body.toString('utf8', start, end));
}
