import type { SessionMemory } from '../session/session-memory.ts';
import type { SharedSessions } from '../session/shared-sessions.ts';
import { type Footing, type PlacedStep, placeStep, type StepRequest } from './place-step.ts';
import type { RecorderShared } from './recorder-parts.ts';
import { type Knowledge, takeOver } from './shared-progress.ts';

/** A step whose place is not certain yet. */
export interface LookedUpStep {
  /** As it is without the store; in force until `settled`. */
  readonly meanwhile: PlacedStep;
  /** Its place in the end, on which the session's memory has moved on; soon resolves, never rejects. */
  readonly settled: Promise<PlacedStep>;
}

/**
 * Places a step while the store is asked for what other processes know of its session.
 *
 * The memory moves on only when the answer is there, in the order of the requests: the next one waits
 * for this one.
 *
 * @param unaided what is known without the store.
 * @param onStart told whether the session starts with this request, once that is known.
 */
export function lookUpStep(
  { metrics, problems }: RecorderShared,
  sessions: SharedSessions,
  memory: SessionMemory,
  request: StepRequest,
  unaided: Footing,
  onStart: (starts: boolean) => void,
): LookedUpStep {
  const { isNew } = unaided;
  const suspicion = {};
  const meanwhile = placeStep({ ...memory }, request, { ...unaided, suspicion });
  const settled = settle();
  memory.turn = settled;
  void settled.then(() => {
    if (memory.turn === settled) memory.turn = undefined;
  });
  return { meanwhile, settled };

  async function settle(): Promise<PlacedStep> {
    const knowledge = await know().catch((error: unknown): Knowledge => {
      problems.report('look_up', error);
      return 'none';
    });
    // In one go: what is suspected in between is never unsuspected.
    const placed = problems.guard('look_up', () => {
      memory.secrets.acquit(suspicion);
      onStart(isNew && knowledge === 'none');
      const footing = knowledge === 'none' ? unaided : { isNew: false, elsewhere: false };
      return placeStep(memory, request, footing);
    });
    return placed ?? meanwhile;
  }

  async function know(): Promise<Knowledge> {
    // Nobody types while the request before is still being written down.
    if (memory.turn !== undefined) return memory.turn.then(() => 'own');
    const stored = await sessions.read(memory.ids);
    if (stored === undefined) return 'none';
    const knowledge = takeOver(memory, stored, request, isNew);
    memory.labels = metrics.labels(memory.labels);
    return knowledge;
  }
}
