/*
 * FIPS 180-4, 6.2. The browser's own (crypto.subtle) is missing on plain http, which is how many a
 * Grafana is reached.
 */

const PRIMES = firstPrimes(64);
const fractionBits = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUND_WORDS = PRIMES.map((prime) => fractionBits(Math.cbrt(prime)));
const START_WORDS = PRIMES.slice(0, 8).map((prime) => fractionBits(Math.sqrt(prime)));

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  const state = Int32Array.from(START_WORDS);
  const padded = pad(new TextEncoder().encode(text));
  for (let offset = 0; offset < padded.byteLength; offset += 64) {
    compress(state, new DataView(padded.buffer, offset, 64));
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** A one bit, zeros, and the length in bits, up to whole blocks of 64 bytes. */
function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  return padded;
}

function compress(state: Int32Array, block: DataView): void {
  const words = new Int32Array(64);
  const at = (index: number): number => words[index] ?? 0;
  for (let t = 0; t < 64; t += 1) {
    if (t < 16) {
      words[t] = block.getInt32(t * 4);
      continue;
    }
    const near = at(t - 2);
    const far = at(t - 15);
    words[t] =
      (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)) +
      at(t - 7) +
      (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) +
      at(t - 16);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (ROUND_WORDS[t] ?? 0) + at(t)) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[index] = (state[index] ?? 0) + word;
  }
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}
