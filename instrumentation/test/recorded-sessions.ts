import {
  createSessionsClient,
  type Frame,
  type QueryRequest,
  type SessionDetailRow,
  type SessionRow,
  type StepRow,
} from '../../client/src/index.ts';

/** What a backend tells of a session, as far as it is the same for every server. */
export interface RecordedSession {
  readonly sessionId: string;
  readonly provider: string;
  readonly outcome: string;
  readonly names: readonly string[];
  readonly screens: readonly string[];
  /** What was typed on each screen; '' on the last. */
  readonly inputs: readonly string[];
}

const HOUR_MS = 3_600_000;

/** Which of some sessions of this hour have come to their end, as a running backend knows it. */
export async function endedSessions(
  address: string,
  sessionIds: readonly string[],
): Promise<string[]> {
  const [frames = []] = await ask(address, [{ refId: 'A', queryType: 'sessions', limit: 500 }]);
  const rows = rowsOf<SessionRow>(frames, 'sessions');
  const ended = new Set(rows.filter(({ outcome }) => outcome !== 'in_progress').map(idOf));
  return sessionIds.filter((sessionId) => ended.has(sessionId));
}

/** Reads sessions of this hour back from a running backend; it has to know them all. */
export async function recordedSessions(
  address: string,
  sessionIds: readonly string[],
): Promise<RecordedSession[]> {
  const answers = await ask(
    address,
    sessionIds.map((sessionId) => ({ refId: sessionId, queryType: 'session', sessionId })),
  );
  return answers.map((frames) => {
    const [session] = rowsOf<SessionDetailRow>(frames, 'session');
    const steps = rowsOf<StepRow>(frames, 'steps');
    return {
      sessionId: session?.sessionId ?? '',
      provider: session?.provider ?? '',
      outcome: session?.outcome ?? '',
      names: steps.map(({ stepId }) => stepId),
      screens: steps.map(({ screen }) => screen),
      inputs: steps.map(({ input }) => input),
    };
  });
}

const idOf = ({ sessionId }: SessionRow) => sessionId;

async function ask(address: string, queries: QueryRequest['queries']): Promise<Frame[][]> {
  const from = Date.now() - HOUR_MS;
  const to = Date.now() + HOUR_MS;
  const client = createSessionsClient({ baseUrl: address });
  const { results } = await client.query({ from, to, queries });
  return queries.map(({ refId }) => {
    const result = results[refId];
    if (result === undefined || !('frames' in result)) throw new Error(JSON.stringify(result));
    return result.frames;
  });
}

function rowsOf<Row>(frames: readonly Frame[], name: string): Row[] {
  const frame = frames.find(({ schema }) => schema.name === name);
  const fields = frame?.schema.fields ?? [];
  const length = frame?.data.values[0]?.length ?? 0;
  const value = (row: number, at: number) => frame?.data.values[at]?.[row];
  return Array.from(
    { length },
    (_, row) => Object.fromEntries(fields.map(({ name }, at) => [name, value(row, at)])) as Row,
  );
}
