import type { Store } from '../store/store.ts';
import type { Deriver } from './deriver.ts';
import { writtenHoursSql } from './roll-up-sql.ts';

/** Which hours have sessions, and when they were last written to. */
export interface WrittenHours {
  /** Learns of what was written since; all queries of a dashboard share one look. */
  refresh(): Promise<void>;
  /** Their starts, unix seconds, ascending. */
  all(): number[];
  /** The highest revision of an hour; 0 where it has no sessions. */
  revisionOf(hour: number): bigint;
  /** How many rows have come to an hour: of a session there are several until they are merged. */
  rowsIn(hour: number): number;
}

// For what another backend on the same server writes; what this one writes is known at once.
const LOOK_EVERY_MS = 1_000;

/** @param skew of two revisions the lower may be written later, by less than this (microseconds). */
export function createWrittenHours(
  store: Pick<Store, 'query'>,
  derived: Pick<Deriver, 'onDerived'>,
  skew: bigint,
): WrittenHours {
  const revisions = new Map<number, bigint>();
  const rows = new Map<number, number>();
  let since = 0n;
  let isStale = true;
  let lookedMs = 0;
  let looking: Promise<void> = Promise.resolve();
  derived.onDerived(() => {
    isStale = true;
  });

  const revisionOf = (hour: number) => revisions.get(hour) ?? 0n;
  const rowsIn = (hour: number) => rows.get(hour) ?? 0;

  async function look(): Promise<void> {
    const from = since > skew ? since - skew : 0n;
    const found = await store.query<{ hour: number; written: string; added: number }>(
      writtenHoursSql(from, since),
    );
    for (const { hour, written, added } of found) {
      const revision = BigInt(written);
      rows.set(hour, rowsIn(hour) + added);
      if (revision > revisionOf(hour)) revisions.set(hour, revision);
      if (revision > since) since = revision;
    }
  }

  return {
    async refresh() {
      if (isStale || performance.now() - lookedMs > LOOK_EVERY_MS) {
        isStale = false;
        lookedMs = performance.now();
        // One after the other, or both would count the same rows.
        looking = looking.catch(() => undefined).then(look);
      }
      try {
        await looking;
      } catch (error) {
        isStale = true;
        throw error;
      }
    },
    all: () => [...revisions.keys()].sort((a, b) => a - b),
    revisionOf,
    rowsIn,
  };
}
