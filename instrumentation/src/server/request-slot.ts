import type { HopSlot } from '../active-hop.ts';
import { catchUp } from '../backlog.ts';
import type { Hop } from '../recorder/recorder.ts';

/** The slot of a request: whoever looks for its hop finds it, also if recording is late. */
export class RequestSlot implements HopSlot {
  foreign = false;
  shown = false;
  readonly pending: ((hop: Hop) => void)[] = [];
  answeredAtMs: number | undefined;
  readonly bound: boolean;
  #hop: Hop | undefined;

  constructor(bound: boolean) {
    this.bound = bound;
  }

  get hop(): Hop | undefined {
    catchUp();
    return this.#hop;
  }

  fill(hop: Hop): void {
    this.#hop = hop;
    for (const tell of this.pending.splice(0)) tell(hop);
  }
}
