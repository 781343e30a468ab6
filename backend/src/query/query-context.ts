import type { OutcomeRules } from '../derive/outcome.ts';
import type { RollUp } from '../derive/roll-up.ts';
import type { Store } from '../store/store.ts';
import type { UserHashKey } from '../user-hash-keys.ts';

/** What the queries need of the configuration. */
export interface QueryConfig extends OutcomeRules {
  /** Live keys of `user.hash`; without one nobody can be searched by number. */
  readonly userHashKeys: readonly UserHashKey[];
  /** Different phone numbers that may be looked for in a minute. */
  readonly numberLookupsPerMinute?: number;
}

/** What every query gets. */
export interface QueryContext {
  readonly store: Pick<Store, 'query'>;
  readonly config: QueryConfig;
  /** The range of the request, unix ms: from inclusive, to exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Width of a bucket where a query names none. */
  readonly intervalMs?: number | undefined;
  /** The moment of asking, the same for all queries of a request. */
  readonly nowMs: number;
  /** Counts of hours and days that are over; without them every session is looked at. */
  readonly rollUp?: Pick<RollUp, 'cover' | 'lastHourEnd'> | undefined;
}

/** One query cannot be answered; the others of its request can. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly status: number;
  readonly field: string | undefined;

  constructor(status: number, message: string, field?: string) {
    super(message);
    this.status = status;
    this.field = field;
  }
}
