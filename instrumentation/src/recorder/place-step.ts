import type { Callback, Provider } from '../providers/provider.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { type Arrival, placeArrival, suspectsOf } from '../step/arrival.ts';
import { viewInput } from '../step/input-attributes.ts';

/** A request for a screen, as its provider read it. */
export interface StepRequest {
  readonly provider: Provider;
  readonly callback: Callback;
  /** Inputs that the provider says were dialled behind the code. */
  readonly dialled: readonly string[];
  readonly atMs: number;
}

/** What this process knows about where in its session a request stands. */
export interface Footing {
  /** The session was not known here before this request. */
  readonly isNew: boolean;
  /** Another process may have shown a screen since. */
  readonly elsewhere: boolean;
  /**
   * The session store is being asked and may know better: what is held to be secret meanwhile is so
   * in this one's name.
   */
  readonly suspicion?: object;
}

/** A request's place in its session. */
export interface PlacedStep {
  readonly arrival: Arrival;
  /** `undefined` when nobody here can know. */
  readonly index: number | undefined;
  /** How often the gateway has sent this request again, this time included. */
  readonly resendCount: number;
  /** The screen shown before. */
  readonly previousName: string | undefined;
}

/** Places a request in its session, and moves the session's memory on to it. */
export function placeStep(
  memory: SessionMemory,
  { provider, callback, dialled, atMs }: StepRequest,
  { isNew, elsewhere, suspicion }: Footing,
): PlacedStep {
  const { secrets } = memory;
  const latest = provider.inputMode === 'latest';
  if (latest && (elsewhere || !memory.startSeen)) secrets.doubt(suspicion);
  const arrival = placeArrival(provider, callback, memory, isNew, dialled, elsewhere);
  if (viewInput(arrival).type === 'secret') {
    if (suspicion === undefined) secrets.add(arrival.input);
    else secrets.suspect(arrival.input, suspicion);
  }
  for (const secret of callback.secrets ?? []) secrets.add(secret);
  for (const suspect of arrival.suspects) secrets.suspect(suspect, suspicion);
  if (callback.earlier !== undefined || (!latest && dialled.length > 0)) {
    const unplaced = [...(callback.earlier ?? []), ...(latest ? [] : dialled)];
    for (const suspect of suspectsOf(unplaced)) secrets.suspect(suspect, suspicion);
  }
  if (arrival.gap || elsewhere) memory.countUnsure = true;
  memory.resendCount = arrival.repeated ? memory.resendCount + 1 : 0;
  memory.hopCount++;
  if (!arrival.repeated) memory.stepCount++;
  memory.text = callback.text;
  memory.lastMs = Math.max(memory.lastMs, atMs);
  // Until the answer is seen, nobody here can tell which screen comes next.
  memory.screen = undefined;
  return {
    arrival,
    index: memory.countUnsure ? undefined : memory.stepCount - 1,
    resendCount: memory.resendCount,
    previousName: memory.stepName,
  };
}
