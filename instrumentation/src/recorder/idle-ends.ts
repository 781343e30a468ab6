import { catchUp } from '../backlog.ts';
import { nowMs } from '../clock.ts';
import { ATTR_USSD_SESSION_END_SOURCE, ATTR_USSD_SESSION_STEP_COUNT } from '../semconv.ts';
import type { SessionMemories, SessionMemory } from '../session/session-memory.ts';
import { emitRoot } from './emit-root.ts';
import type { RecorderShared } from './recorder-parts.ts';

const SWEEP_MS = 5_000;

/**
 * Emits the roots of sessions that were left: silent for longer than their provider keeps them.
 *
 * Only where no other process can be serving them still: there is one process, or a store says who
 * served a session last. Nothing is emitted at shutdown, because the next process may go on with the
 * session; and no outcome is, because a silence alone does not tell abandoned from superseded.
 */
export class IdleEnds {
  readonly #shared: RecorderShared;
  readonly #memories: SessionMemories;
  /** Of which hop the store has been asked already. */
  readonly #asked = new WeakMap<SessionMemory, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(shared: RecorderShared, memories: SessionMemories) {
    this.#shared = shared;
    this.#memories = memories;
    this.#timer = setInterval(() => shared.problems.guard('idle', () => this.#sweep()), SWEEP_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    catchUp();
    const { sessions, openWork } = this.#shared;
    for (const memory of this.#memories.all()) {
      if (!isLeft(memory)) continue;
      if (sessions === undefined) this.#end(memory);
      else if (this.#asked.get(memory) !== memory.hopCount) {
        this.#asked.set(memory, memory.hopCount);
        openWork.add(this.#endIfLast(memory));
      }
    }
  }

  async #endIfLast(memory: SessionMemory): Promise<void> {
    const stored = await this.#shared.sessions?.read(memory.ids);
    // Whoever wrote the record served the session last and ends it.
    if (stored === undefined || stored.revision !== memory.revision || !isLeft(memory)) return;
    this.#shared.problems.guard('idle', () => this.#end(memory));
  }

  #end(memory: SessionMemory): void {
    emitRoot(this.#shared, memory, {
      attributes: {
        [ATTR_USSD_SESSION_END_SOURCE]: 'timer',
        ...(!memory.countUnsure && { [ATTR_USSD_SESSION_STEP_COUNT]: memory.stepCount }),
      },
      failed: false,
      atMs: memory.lastMs,
      onlyIfClaimed: true,
    });
  }
}

function isLeft({ ended, rootEmitted, hopCount, lastMs, idleLimitMs }: SessionMemory): boolean {
  return !ended && !rootEmitted && hopCount > 0 && nowMs() - lastMs > idleLimitMs;
}
