import type { SessionsClient, StoreStatus } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** How much the store holds and when it last heard something. */
export function useStoreStatus(client: SessionsClient, tick: number): Answer<StoreStatus> {
  return useAnswer(client, 'status', tick, (signal) => client.status(signal));
}
