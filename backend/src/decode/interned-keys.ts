import { type AttributeKey, keyOf, knownKeys } from './attribute-key.ts';

interface Entry {
  readonly bytes: Uint8Array;
  readonly key: AttributeKey;
}

const SLOTS = 8_192;
// Half full at most, so that probing stays short; senders with more names only lose speed.
const KEYS_MAX = 4_096;
const KEY_BYTES_MAX = 128;

/**
 * Attribute names by their UTF-8 bytes: the same few dozen come with every span, so a name seen
 * before is neither decoded nor looked up as text again.
 */
export class InternedKeys {
  private readonly slots: (Entry | undefined)[] = new Array(SLOTS).fill(undefined);
  private count = 0;

  constructor() {
    for (const key of knownKeys()) {
      const bytes = Buffer.from(key.name);
      this.find(bytes, 0, bytes.length);
    }
  }

  find(body: Buffer, start: number, end: number): AttributeKey {
    let slot = hashOf(body, start, end) % SLOTS;
    for (;;) {
      const entry = this.slots[slot];
      if (entry === undefined) break;
      if (isSame(entry.bytes, body, start, end)) return entry.key;
      slot = (slot + 1) % SLOTS;
    }
    const key = keyOf(body.toString('utf8', start, end));
    if (this.count < KEYS_MAX && end - start <= KEY_BYTES_MAX) {
      this.count += 1;
      this.slots[slot] = { bytes: Uint8Array.prototype.slice.call(body, start, end), key };
    }
    return key;
  }
}

/** FNV-1a over a range. */
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
