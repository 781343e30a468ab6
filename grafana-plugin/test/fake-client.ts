import type {
  Frame,
  Identity,
  Query,
  QueryRequest,
  SessionRow,
  SessionsClient,
  StoreStatus,
} from '../src/components/data/session-types.ts';
import { frameOf, trafficFrame } from './frames.ts';

/** A session as the backend's `sessions` query describes it; a fresh one per trace id. */
export function sessionRow(traceId: string, more: Partial<SessionRow> = {}): SessionRow {
  return {
    traceId,
    startedAt: Date.UTC(2026, 10, 21, 10),
    sessionId: `ATUid_${traceId.slice(0, 6)}`,
    provider: 'africastalking',
    network: 'Safaricom',
    mcc: '639',
    mnc: '02',
    country: 'KE',
    serviceCode: '*384*1#',
    msisdn: '+254 7•• ••• 111',
    userHash: 'k1.AbCdEfGhIjKlMnOpQrStUv',
    timeSpentMs: 14_000,
    outcome: 'completed',
    outcomeSource: 'inferred',
    endedBy: 'app',
    evidence: 'callback',
    completed: true,
    version: '2.1.0',
    hopCount: 2,
    stepCount: 2,
    hookCount: 1,
    hookErrors: 0,
    lastStep: 'receipt',
    kind: 'live',
    capture: 'full',
    ...more,
  };
}

export interface FakeStore {
  sessions: SessionRow[];
  status: Partial<StoreStatus>;
  identity: Identity;
  /** Frames of the `session` query. */
  detail: Frame[];
  /** Thrown by every call while it is set. */
  failure: unknown;
  /** Rows per page of `sessions`. */
  pageRows: number;
}

type Watch = Parameters<SessionsClient['watch']>;

/** A client over rows in memory that remembers what it was asked. */
export function createFakeClient(store: FakeStore) {
  const asked: QueryRequest[] = [];
  const exported: Parameters<SessionsClient['exportCsv']>[0][] = [];
  const watching = new Set<Watch>();
  const answerOf = (query: Query): Frame[] => {
    switch (query.queryType) {
      case 'sessions': {
        const from = Number(query.cursor ?? 0);
        const rows = store.sessions.slice(from, from + store.pageRows);
        const next = from + store.pageRows;
        return [
          frameOf('sessions', rows, next < store.sessions.length ? { nextCursor: `${next}` } : {}),
        ];
      }
      case 'completion': {
        const closed = store.sessions.filter((one) => one.outcome !== 'in_progress').length;
        const completed = store.sessions.filter((one) => one.completed).length;
        const rate = closed === 0 ? null : completed / closed;
        const row = {
          rate,
          completed,
          closed,
          low: rate,
          high: rate,
          inProgress: store.sessions.length - closed,
        };
        return [frameOf('completion', query.by === undefined ? [row] : [])];
      }
      case 'traffic':
        return [
          trafficFrame([Date.UTC(2026, 10, 21)], 'outcome', { completed: [store.sessions.length] }),
        ];
      case 'session':
        return store.detail;
      case 'values':
        return [frameOf('values', [{ value: 'app.language', sessions: 2 }])];
      default:
        return [];
    }
  };
  const orFail = <T>(value: () => T): Promise<T> =>
    store.failure === undefined
      ? Promise.resolve().then(value)
      : Promise.reject(store.failure as Error);
  const client: SessionsClient = {
    query: (request) => {
      asked.push(request);
      return orFail(() => ({
        results: Object.fromEntries(
          request.queries.map((query) => [query.refId, { status: 200, frames: answerOf(query) }]),
        ),
      }));
    },
    identify: () => orFail(() => store.identity),
    status: () =>
      orFail(() => ({
        version: '0.1.0',
        sessions: store.sessions.length,
        lastSpanAt: null,
        sessionsNotLive: 0,
        msisdnSearch: true,
        capture: ['full'],
        ...store.status,
      })),
    exportCsv: (request) => {
      exported.push(request);
      return orFail(() => new Blob(['traceId\r\n']));
    },
    watch: (...watch) => {
      watching.add(watch);
      return () => watching.delete(watch);
    },
  };
  /** Tells all who watch of sessions. */
  const tell = (rows: readonly SessionRow[]): void => {
    for (const [, onFrame] of watching) onFrame(frameOf('sessions', rows));
  };
  return { client, asked, exported, watching, tell };
}
