import { startDeriving } from '../src/derive/deriver.ts';
import { createRollUp } from '../src/derive/roll-up.ts';
import { answerQuery } from '../src/query/answer-query.ts';
import type { QueryConfig, QueryContext } from '../src/query/query-context.ts';
import { queryRequestSchema } from '../src/query/schema.ts';
import { createStore } from '../src/store/store.ts';
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
const deriver = await startDeriving(store, log);
const rollUp = await createRollUp(store, config, deriver, log, {
  quietMs: 0,
  passMsMax: Number.POSITIVE_INFINITY,
});
await rollUp.build(Date.now());

const [some] = await store.query<{ sessionId: string; userHash: string; traceId: string }>(
  'SELECT session_id AS sessionId, user_hash AS userHash, trace_id AS traceId FROM sessions LIMIT 1 OFFSET 4321',
);
if (some === undefined) throw new Error('The store is empty');

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
const OTHERS: Readonly<Record<string, object>> = {
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
  'sessions of a subscriber': { queryType: 'sessions', filters: { userHash: [some.userHash] } },
  'session by its id': { queryType: 'session', sessionId: some.sessionId },
  trace: { queryType: 'trace', traceId: some.traceId },
};

// "The last 30 days" begin and end within an hour: some sessions of both are looked at one by one.
const MINUTES_OFF = 17;
let asked = 0;

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The same through the same connections, but nothing to analyse or to read: what to divide by. */
const LEAST = 'SELECT 1';

async function measure(
  queries: readonly object[],
  counts: QueryContext['rollUp'],
): Promise<Measured> {
  return await medians(async () => {
    // Another range each time, as after a refresh: what no count has must not be there from the last one.
    asked += 1;
    const request = queryRequestSchema.parse({
      from: filled.fromMs + MINUTES_OFF * 60_000 + asked,
      to: filled.toMs - MINUTES_OFF * 60_000 + asked,
      queries: queries.map((query, index) => ({ refId: String(index), ...query })),
    });
    const { results } = await answerQuery(request, store, config, log, Date.now(), counts);
    const failed = Object.values(results).find(({ status }) => status !== 200);
    if (failed !== undefined) throw new Error(JSON.stringify(failed));
  });
}

async function medians(ask: () => Promise<unknown>): Promise<Measured> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    await ask();
    const wallMs = performance.now() - startedMs;
    const { user, system } = process.cpuUsage(cpu);
    all.push({ wallMs, cpuMs: (user + system) / 1000 });
  }
  return {
    wallMs: median(all.map((one) => one.wallMs)),
    cpuMs: median(all.map((one) => one.cpuMs)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

console.log(`${filled.sessions} sessions, ${rounds} rounds, medians\n`);
console.log(`| query | ms | CPU ms |${countsOnly ? '' : ' CPU ms without counts | ratio |'}`);
console.log(`|---|---|---|${countsOnly ? '' : '---|---|'}`);
const least = await medians(() => store.query(LEAST));
const leastCells = [least.wallMs, least.cpuMs].map((value) => value.toFixed(1));
console.log(`| ${LEAST} | ${leastCells.join(' | ')} |${countsOnly ? '' : ' | |'}`);
const all = { ...PANELS, ...OTHERS, 'the overview, all panels': Object.values(PANELS) };
for (const [name, query] of Object.entries(all)) {
  const queries = Array.isArray(query) ? query : [query];
  const counted = await measure(queries, rollUp);
  const cells = [counted.wallMs, counted.cpuMs];
  if (!countsOnly) {
    const direct = await measure(queries, undefined);
    cells.push(direct.cpuMs, direct.cpuMs / counted.cpuMs);
  }
  console.log(`| ${name} | ${cells.map((value) => value.toFixed(1)).join(' | ')} |`);
}
await store.close();
