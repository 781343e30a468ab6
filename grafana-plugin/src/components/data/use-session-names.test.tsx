// @vitest-environment jsdom
import { renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { frameOf } from '../../../test/frames.ts';
import type { QueryRequest, SessionsClient } from './session-types.ts';
import { useSessionNames } from './use-session-names.ts';

const TRACE = 'a'.repeat(32);
const HEX_ID = '0123456789abcdef0123456789abcdef';
const SESSIONS = [
  { traceId: TRACE, sessionId: 'AT_1' },
  { traceId: 'b'.repeat(32), sessionId: HEX_ID },
  // A gateway that has somebody else's trace id as its own.
  { traceId: 'c'.repeat(32), sessionId: TRACE },
];

const client = {
  query: async (request: QueryRequest) => ({
    results: Object.fromEntries(
      request.queries.map((query) => {
        const named = query as { traceId?: string; sessionId?: string };
        const found = SESSIONS.find(({ traceId, sessionId }) =>
          named.traceId === undefined ? sessionId === named.sessionId : traceId === named.traceId,
        );
        return [
          query.refId,
          found === undefined
            ? { status: 404, error: 'No such session' }
            : {
                status: 200,
                frames: [frameOf('session', [found]), frameOf('steps', []), frameOf('hooks', [])],
              },
        ];
      }),
    ),
  }),
} as unknown as SessionsClient;

test.each([
  ['a trace id', TRACE, { traceId: TRACE, sessionId: 'AT_1' }],
  ['a provider’s id', 'AT_1', { traceId: TRACE, sessionId: 'AT_1' }],
  [
    'a provider’s id that looks like a trace id',
    HEX_ID,
    { traceId: 'b'.repeat(32), sessionId: HEX_ID },
  ],
  ['a trace id of nothing', 'd'.repeat(32), { traceId: 'd'.repeat(32), sessionId: undefined }],
  ['an id of nothing', 'AT_9', { traceId: '0'.repeat(32), sessionId: undefined }],
])('%s leads to its session', async (_what, id, names) => {
  const { result } = renderHook(() => useSessionNames(client, id));
  await waitFor(() => expect(result.current.data).toEqual(names));
});
