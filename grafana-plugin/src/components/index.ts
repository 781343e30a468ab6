export { type Failure, toFailure } from './data/failure.ts';
export type { SessionsClient, StoreStatus } from './data/session-types.ts';
export type { Answer } from './data/use-answer.ts';
export { useStoreStatus } from './data/use-store-status.ts';
export { useTick } from './data/use-tick.ts';
export { formatAgo } from './format/duration.ts';
export { formatCountOf } from './format/number.ts';
export { SESSIONS_ANCHOR, SessionsExplorer } from './SessionsExplorer.tsx';
export { type ExplorerState, readUrlState, writeUrlState } from './state/url-state.ts';
