/** What leads to the row of a session. */
export interface SessionKey {
  readonly traceId: string;
  /** Unix ms. */
  readonly startedAt: number;
}

/** Selects it, columns as they are: what is computed of them is analysed for longer than they are read. */
export const KEY_SELECT = 'trace_id, started_at';

/** A row of `KEY_SELECT`. */
export interface StoredKey {
  readonly trace_id: string;
  /** `2026-11-28 07:59:59.999`, UTC. */
  readonly started_at: string;
}

/** A row as a key. */
export function sessionKeyOf({ trace_id, started_at }: StoredKey): SessionKey {
  return { traceId: trace_id, startedAt: Date.parse(`${started_at.replace(' ', 'T')}Z`) };
}

/** A moment, unix ms, as ClickHouse compares it with a column of the time zone UTC. */
export function startText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}
