import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerQuery } from '../src/query/answer-query.ts';
import { queryResponseSchema } from '../src/query/answer-schema.ts';
import { queryRequestSchema, querySchema } from '../src/query/schema.ts';
import { DEMO_START, demoSession } from './demo-session.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';
import { quietLog } from './quiet-log.ts';

// What the plugin's Go and TypeScript are tested with is what this backend says
// (grafana-plugin/pkg/bridge/golden_test.go, grafana-plugin/src/components/data/golden-answers.test.ts).
// After a change on purpose: `npx vitest run backend/test/golden-answers.test.ts -u`.
const FILE = join(import.meta.dirname, '../../grafana-plugin/pkg/bridge/testdata/answers.json');

const HOUR = 3_600_000;
const CONFIG = { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] };
const DEMO = { traceId: 'aa'.repeat(16) };

const QUESTIONS: Readonly<Record<string, object>> = {
  'traffic by outcome': { queryType: 'traffic', stackBy: 'outcome', intervalMs: HOUR },
  'traffic as an alert': { queryType: 'traffic', form: 'alert' },
  'completion by network': { queryType: 'completion', by: 'network' },
  'completion over time': {
    queryType: 'completion',
    form: 'time',
    by: 'network',
    intervalMs: HOUR,
  },
  'completion as an alert': { queryType: 'completion', form: 'alert', by: 'network' },
  'completion of nobody': { queryType: 'completion', filters: { network: ['nobody'] } },
  sessions: { queryType: 'sessions', limit: 2, columns: ['attr:app.language', 'error.type'] },
  'no sessions': { queryType: 'sessions', filters: { network: ['nobody'] } },
  session: { queryType: 'session', ...DEMO },
  trace: { queryType: 'trace', ...DEMO },
  flow: { queryType: 'flow' },
  dropoff: { queryType: 'dropoff' },
  hooks: { queryType: 'hooks' },
  'hooks over time': { queryType: 'hooks', form: 'time', measure: 'p95', intervalMs: HOUR },
  'hooks as an alert': { queryType: 'hooks', form: 'alert', measure: 'errorShare' },
  values: { queryType: 'values', field: 'network' },
  'attribute keys': { queryType: 'values', field: 'attributeKey', limit: 3 },
  busiest: { queryType: 'busiest', by: 'weekday' },
  deployments: { queryType: 'deployments' },
  'a session that is not there': { queryType: 'session', traceId: 'f'.repeat(32) },
};

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  const attributes = { 'app.language': 'sw' };
  await opened.append([
    ...demoSession({ id: 'aa' }).map((span) => ({ ...span, attributes })),
    ...demoSession({ id: 'bb', startMs: DEMO_START + 60_000, network: 'Airtel', isLeft: true }),
    ...demoSession({ id: 'cc', startMs: DEMO_START + 120_000, userHash: 'k1.ben' }),
  ]);
});
afterAll(() => opened.close());

test('every query type has an answer in the golden file, and it is what this backend says', async () => {
  const answers = await Promise.all(
    Object.entries(QUESTIONS).map(async ([name, question]) => {
      const request = queryRequestSchema.parse({
        from: DEMO_START - HOUR,
        to: DEMO_START + HOUR,
        queries: [{ refId: 'A', ...question }],
      });
      const answer = await answerQuery(
        request,
        opened.store,
        CONFIG,
        quietLog,
        DEMO_START + HOUR - 1,
      );
      expect(queryResponseSchema.safeParse(answer).error).toBeUndefined();
      return `${JSON.stringify(name)}: ${JSON.stringify(answer)}`;
    }),
  );
  const asked = Object.values(QUESTIONS).map((question) => Object.values(question)[0]);
  const types = querySchema.options.map((option) => option.shape.queryType.value);
  expect([...new Set(asked)].sort()).toEqual([...types].sort());
  await expect(`{\n${answers.join(',\n')}\n}\n`).toMatchFileSnapshot(FILE);
});
