import type { IdGenerator } from '@opentelemetry/sdk-trace';
import { createRandom, type Random } from '../random.ts';

/** Ids that come out the same when the same day is recorded again. */
export interface SeededIds extends IdGenerator {
  restart(seed: string): void;
}

export function createSeededIds(): SeededIds {
  let random: Random = createRandom('');
  return {
    restart(seed) {
      random = createRandom(seed);
    },
    generateTraceId: () => random.hex(32),
    generateSpanId: () => random.hex(16),
  };
}
