export type {
  CompletionQuery,
  CompletionRow,
  Filters,
  Frame,
  HookRow,
  Identity,
  QueryRequest,
  QueryResponse,
  SessionDetailRow,
  SessionQuery,
  SessionRow,
  SessionsQuery,
  StepRow,
  StoreStatus,
  TrafficQuery,
} from './api.gen.ts';
export { ApiError } from './api-error.ts';
export {
  createSessionsClient,
  type Immutable,
  type SessionsClient,
  type SessionsClientOptions,
} from './sessions-client.ts';
