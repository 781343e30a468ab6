import { startDeriving } from '../src/derive/deriver.ts';
import { createRollUp, type RollUp } from '../src/derive/roll-up.ts';
import { answerQuery } from '../src/query/answer-query.ts';
import type { QueryConfig, QueryContext } from '../src/query/query-context.ts';
import { queryRequestSchema } from '../src/query/schema.ts';
import { createStoreStatus } from '../src/query/store-status.ts';
import { createStore } from '../src/store/store.ts';
import { toBatch } from '../test/span.ts';
import { fillStore } from './million-sessions.ts';

// npm run bench -- queries [--sessions 1000000] [--rounds 7] [--counts-only]: what a panel waits for, among a month of
// sessions. See README.md.

const numberOf = (name: string, usual: number) => {
  const index = process.argv.indexOf(name);
  return index < 0 ? usual : Number(process.argv[index + 1]);
};

const filled = await fillStore(numberOf('--sessions', 1_000_000));
const rounds = numberOf('--rounds', 7);
const countsOnly = process.argv.includes('--counts-only');
const log = { info() {}, warn: console.warn, error: console.error };
const config: QueryConfig = { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] };
const store = await createStore({ dataDir: filled.dataDir, log });
const deriver = await startDeriving(store, log, {
  gatherMs: 0,
  tracesMax: 2_500,
  rememberEveryMs: 10_000,
});
const countAll = { quietMs: 0, passMsMax: Number.POSITIVE_INFINITY };
const rollUp = await createRollUp(store, config, deriver, log, countAll);
await rollUp.build(Date.now());

// Somebody else each time, from all over the month: nobody asks for the same session again and again.
const people = await store.query<{ sessionId: string; userHash: string; traceId: string }>(
  `SELECT session_id AS sessionId, user_hash AS userHash, trace_id AS traceId
   FROM sessions WHERE user_hash != '' ORDER BY cityHash64(trace_id) LIMIT 1000`,
);
let seen = 0;
function somebody() {
  seen += 1;
  const one = people[seen % people.length];
  if (one === undefined) throw new Error('The store is empty');
  return one;
}

type Query = object | (() => object);

// As the overview's panels ask.
const PANELS: Readonly<Record<string, object>> = {
  'traffic by outcome': { queryType: 'traffic', stackBy: 'outcome', intervalMs: 1_800_000 },
  'traffic by network': { queryType: 'traffic', stackBy: 'network', intervalMs: 1_800_000 },
  completion: { queryType: 'completion' },
  'completion over time': { queryType: 'completion', form: 'time' },
  'completion by network': { queryType: 'completion', by: 'network' },
  'completion by version': { queryType: 'completion', by: 'version' },
  'busiest hours': { queryType: 'busiest' },
  'busiest days': { queryType: 'busiest', by: 'day', timeZone: 'Africa/Nairobi' },
  'where people are lost': { queryType: 'dropoff' },
  'hooks, a table': { queryType: 'hooks' },
  'hook errors over time': { queryType: 'hooks', form: 'time', intervalMs: 3_600_000 },
  'hook p95 over time': {
    queryType: 'hooks',
    form: 'time',
    measure: 'p95',
    intervalMs: 3_600_000,
  },
  deployments: { queryType: 'deployments' },
  'newest 50 sessions': { queryType: 'sessions' },
};
const OTHERS: Readonly<Record<string, Query>> = {
  flow: { queryType: 'flow' },
  'values of network': { queryType: 'values', field: 'network' },
  'values of step': { queryType: 'values', field: 'step' },
  'keys of attributes': { queryType: 'values', field: 'attributeKey' },
  'traffic, one network and version': {
    queryType: 'traffic',
    filters: { network: ['Airtel'], version: ['2026.11.2'] },
  },
  'completion, an attribute': {
    queryType: 'completion',
    filters: { attributes: [{ key: 'app.language', operator: '=', value: 'sw' }] },
  },
  'sessions of a subscriber': () => ({
    queryType: 'sessions',
    filters: { userHash: [somebody().userHash] },
  }),
  'session by its id': () => ({ queryType: 'session', sessionId: somebody().sessionId }),
  'session by its trace': () => ({ queryType: 'session', traceId: somebody().traceId }),
  trace: () => ({ queryType: 'trace', traceId: somebody().traceId }),
};

// "The last 30 days" begin and end within an hour: sessions of both are looked at one by one. Around noon,
// when there are twice as many as on average.
const HOUR = 3_600_000;
const FROM = filled.fromMs + 12 * HOUR + 17 * 60_000;
const TO = filled.toMs - 12 * HOUR + 17 * 60_000;
let asked = 0;

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** What `LEAST` took just before. */
  readonly leastMs: number;
}

/** The same through the same connections, but nothing to analyse or to read: what to divide by. */
const LEAST = 'SELECT 1';

/** Nothing of it was asked before. */
async function measureFirst(queries: readonly Query[]): Promise<Measured> {
  let fresh: RollUp;
  return await medians(
    async () => {
      fresh = await createRollUp(store, config, { onDerived: () => undefined }, log, countAll);
      await fresh.cover(FROM, TO, Date.now());
    },
    () => ask(queries, fresh),
  );
}

/** As when a dashboard is refreshed: the range has moved on, and a session came in. */
async function measureAgain(queries: readonly Query[]): Promise<Measured> {
  return await medians(comeIn, () => ask(queries, rollUp));
}

// Always the same one, so that the store stays what it is.
async function comeIn(): Promise<void> {
  await store.append(
    toBatch([
      {
        trace_id: 'c'.repeat(32),
        span_id: 'c'.repeat(16),
        operation: 'step',
        start_ms: TO - 60_000,
        end_ms: TO - 59_900,
        step_index: 0,
        step_name: 'main_menu',
        response_type: 'continue',
        client_kind: 'live',
      },
    ]),
  );
  await deriver.settle();
}

async function ask(
  queries: readonly Query[],
  counts: QueryContext['rollUp'],
  fromMs = FROM,
  intervalMs?: number,
): Promise<void> {
  asked += 1;
  const request = queryRequestSchema.parse({
    from: fromMs + asked,
    to: TO + asked,
    ...(intervalMs === undefined ? {} : { intervalMs }),
    queries: queries.map((query, index) => ({
      refId: String(index),
      ...(typeof query === 'function' ? query() : query),
    })),
  });
  const { results } = await answerQuery(request, store, config, log, Date.now(), counts);
  const failed = Object.values(results).find(({ status }) => status !== 200);
  if (failed !== undefined) throw new Error(JSON.stringify(failed));
}

async function medians(
  prepare: () => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<Measured> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await prepare();
    const leastAtMs = performance.now();
    await store.query(LEAST);
    const leastMs = performance.now() - leastAtMs;
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    await work();
    const wallMs = performance.now() - startedMs;
    const { user, system } = process.cpuUsage(cpu);
    all.push({ wallMs, cpuMs: (user + system) / 1000, leastMs });
  }
  const medianOf = (name: keyof Measured) => median(all.map((one) => one[name]));
  return { wallMs: medianOf('wallMs'), cpuMs: medianOf('cpuMs'), leastMs: medianOf('leastMs') };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const cellsOf = ({ wallMs, cpuMs }: Measured) => `${wallMs.toFixed(1)} | ${cpuMs.toFixed(1)}`;
const againCells = (one: Measured) =>
  `${cellsOf(one)} | ${one.leastMs.toFixed(1)} | ${(one.wallMs / one.leastMs).toFixed(0)}`;

console.log(`${filled.sessions} sessions, ${rounds} rounds, medians\n`);
const direct = countsOnly ? '' : ' without counts: ms | CPU ms | ratio of CPU |';
console.log(`| query | again: ms | CPU ms | ${LEAST}: ms | ratio | first: ms | CPU ms |${direct}`);
console.log(`|---|---|---|---|---|---|---|${countsOnly ? '' : '---|---|---|'}`);
const all = { ...PANELS, ...OTHERS, 'the overview, all panels': Object.values(PANELS) };
for (const [name, query] of Object.entries(all)) {
  const queries = Array.isArray(query) ? query : [query];
  const again = await measureAgain(queries);
  const cells = [againCells(again), cellsOf(await measureFirst(queries))];
  if (!countsOnly) {
    const whole = await medians(
      () => Promise.resolve(),
      () => ask(queries, undefined),
    );
    cells.push(cellsOf(whole), (whole.cpuMs / again.cpuMs).toFixed(1));
  }
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
// As whoever is on call looks at it, in bars of a minute.
const lastHour = Object.values(PANELS).map((panel) =>
  'intervalMs' in panel ? { ...panel, intervalMs: 60_000 } : panel,
);
const status = createStoreStatus({ store, received: store, config, rollUp });
const others = {
  'the overview of the last hour': () => ask(lastHour, rollUp, TO - HOUR, 60_000),
  'the status, each five seconds of a page': status,
};
for (const [name, work] of Object.entries(others)) {
  const again = await medians(comeIn, work);
  console.log(`| ${name} | ${againCells(again)} | | |${countsOnly ? '' : ' | | |'}`);
}
await store.close();
