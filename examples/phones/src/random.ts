/** Chance with a seed: the same seed gives the same numbers in the same order. */
export interface Random {
  /** From 0 to 1, 1 excluded. */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** An entry of a table of weights. */
  pick<T extends string>(weights: Readonly<Record<T, number>>): T;
  of<T>(values: readonly [T, ...T[]]): T;
  /** Log-normal with this median and 95th percentile. */
  logNormal(median: number, p95: number): number;
  /** Exponential with this mean. */
  exponential(mean: number): number;
  /** Hexadecimal digits. */
  hex(digits: number): string;
}

/** How many standard deviations the 95th percentile lies above the median. */
const P95_DEVIATIONS = 1.645;

/** sfc32 (PractRand, public domain), seeded by a hash of the text. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = hash128(seed);

  function next32(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  const next = () => next32() / 4_294_967_296;
  for (let round = 0; round < 12; round++) next32();

  return {
    next,
    chance: (probability) => next() < probability,
    below: (count) => Math.floor(next() * count),
    pick(weights) {
      const entries = Object.entries<number>(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return (entries[0] as (typeof entries)[number])[0];
    },
    of: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    logNormal: (median, p95) =>
      median * Math.exp((normal(next) * Math.log(p95 / median)) / P95_DEVIATIONS),
    exponential: (mean) => -mean * Math.log(1 - next()),
    hex(digits) {
      let text = '';
      while (text.length < digits) text += next32().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}

/** Standard normal, by Box and Muller. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Four FNV-1a hashes with different offsets; sfc32 wants 128 bits that are not all zero. */
function hash128(text: string): [number, number, number, number] {
  const parts: [number, number, number, number] = [0x811c9dc5, 0x2c1b3c6d, 0x297a2d39, 0x5bd1e995];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    for (let part = 0; part < 4; part++) {
      parts[part] = Math.imul((parts[part] ?? 0) ^ (code + part), 0x01000193);
    }
  }
  return parts;
}
