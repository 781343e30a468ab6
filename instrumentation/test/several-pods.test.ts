import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionIds } from '../src/session/ids.ts';
import { type OtlpSink, type SinkSpan, startOtlpSink } from './otlp-sink.ts';
import { type RoundRobin, startRoundRobin } from './round-robin.ts';
import { type AppOptions, REGISTER, type RunningApp, startApp } from './start-app.ts';
import { type RunningRedis, redisMissing, startRedis } from './start-redis.ts';

const PODS = 3;
const SESSIONS = 36;
const TYPED = ['1', '2500', '4821'];
const THINK_MS = 250;
/** What `register` sets, and so what a crash may lose. */
const BATCH_MS = 1_000;
/** From a pod's exporter to the receiver, on a machine that has other things to do. */
const TRANSIT_MS = 1_000;

/** A request that a pod has answered. */
interface Answered {
  readonly sessionId: string;
  /** Which of its session. */
  readonly index: number;
  readonly pod: number;
  readonly sentMs: number;
  readonly atMs: number;
}

let sink: OtlpSink;
let pods: RunningApp[];
let balancer: RoundRobin;

beforeEach(async () => {
  sink = await startOtlpSink();
});
afterEach(async () => {
  await Promise.all(pods.map((pod) => pod.stop('SIGKILL')));
  await balancer.close();
  await sink.close();
});

const REGISTERED = { app: '../fixtures/session-store/transfer.mjs', imports: [REGISTER] };
const WITH_OWN_CLIENT = { app: 'own-redis.mjs' };

async function startPods(app: AppOptions, env: Record<string, string> = {}): Promise<void> {
  pods = await Promise.all(
    Array.from({ length: PODS }, (_, pod) =>
      startApp({
        ...app,
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
          OTEL_RESOURCE_ATTRIBUTES: `service.instance.id=${pod}`,
          OTEL_BSP_SCHEDULE_DELAY: String(BATCH_MS),
          OTEL_METRICS_EXPORTER: 'none',
          OTEL_LOGS_EXPORTER: 'none',
          HOPSCOPE_CAPTURE: 'full',
          HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
          ...env,
        },
      }),
    ),
  );
  balancer = await startRoundRobin(pods.map(({ port }) => port));
}

/**
 * Dials sessions side by side; in their middle, pod 1 is killed.
 *
 * @param think passes before the next input of a session: as people, who take longer than a pod does
 *   to write down what it has answered.
 */
async function dialAll(
  think: (last: Answered) => Promise<unknown> = async () => {},
): Promise<{ answered: Answered[]; killedAtMs: number }> {
  const answered: Answered[] = [];
  let killedAtMs = Number.NaN;
  const all = SESSIONS * (TYPED.length + 1);

  async function hop(sessionId: string, index: number): Promise<Answered> {
    const sentMs = Date.now();
    const answer = await fetch(balancer.url, {
      method: 'POST',
      body: new URLSearchParams({
        sessionId,
        serviceCode: '*384*123#',
        phoneNumber: '+254711000111',
        networkCode: '63902',
        text: TYPED.slice(0, index).join('*'),
      }),
    });
    expect(answer.status).toBe(200);
    await answer.text();
    const pod = Number(answer.headers.get('x-served-by'));
    const last = { sessionId, index, pod, sentMs, atMs: Date.now() };
    answered.push(last);
    if (answered.length === Math.floor(all / 2)) {
      killedAtMs = Date.now();
      pods[1]?.child.kill('SIGKILL');
    }
    return last;
  }

  // A few at a time, so that the first have been sent long before the kill; no multiple of the pods,
  // or sessions that keep step would each stay at one.
  const queue = Array.from({ length: SESSIONS }, (_, n) => `ATUid_${n}`);
  await Promise.all(
    Array.from({ length: 7 }, async () => {
      for (let sessionId = queue.shift(); sessionId !== undefined; sessionId = queue.shift()) {
        for (let index = 0; index <= TYPED.length; index++) {
          const last = await hop(sessionId, index);
          if (index < TYPED.length) await Promise.all([delay(THINK_MS), think(last)]);
        }
      }
    }),
  );
  return { answered, killedAtMs };
}

const operation = (name: string) =>
  sink.spans.filter(({ attributes }) => attributes['ussd.operation.name'] === name);

const idsOf = (sessionId: string) => sessionIds('africastalking', sessionId);

/** Waits for what the living pods have to send, and holds the rest against the promises. */
async function expectPromises(answered: readonly Answered[], killedAtMs: number): Promise<void> {
  await expect
    .poll(() => answered.filter((hop) => hop.pod !== 1 && stepOf(hop) === undefined), {
      timeout: 15_000,
    })
    .toEqual([]);
  // No step outside of its session's trace.
  for (const step of operation('step')) {
    const { traceId, spanId } = idsOf(String(step.attributes['session.id']));
    expect([step.traceId, step.parentSpanId]).toEqual([traceId, spanId]);
  }
  // At most one root a session, and of what a living pod ended exactly one.
  const ended = answered.filter(({ index, pod }) => index === TYPED.length && pod !== 1);
  await expect.poll(() => ended.filter((hop) => rootsOf(hop).length === 0)).toEqual([]);
  for (const hop of answered) expect(rootsOf(hop).length).toBeLessThanOrEqual(1);
  // What is lost was answered by the killed pod, just before.
  const ofKilled = answered.filter(({ pod }) => pod === 1);
  const lost = ofKilled.filter((hop) => stepOf(hop) === undefined);
  for (const { atMs } of lost) expect(killedAtMs - atMs).toBeLessThan(BATCH_MS + TRANSIT_MS);
  expect(ofKilled.length - lost.length).toBeGreaterThan(0);
  // Sessions did hop.
  const podsOf = new Map<string, Set<number>>();
  for (const { sessionId, pod } of answered) {
    podsOf.set(sessionId, (podsOf.get(sessionId) ?? new Set()).add(pod));
  }
  expect([...podsOf.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(SESSIONS / 2);
}

/** The step of a request. Its pod tells it from the one that the killed pod may have begun. */
function stepOf({ sessionId, index, pod }: Answered): SinkSpan | undefined {
  const { traceId } = idsOf(sessionId);
  return operation('step').find(
    ({ traceId: id, resource, attributes }) =>
      id === traceId &&
      resource['service.instance.id'] === String(pod) &&
      screenIndex(String(attributes['ussd.response.text'])) === index,
  );
}

/** `expectPromises` says how old it can be. */
const isLost = (hop: Answered) =>
  stepOf(hop) === undefined || (hop.index === TYPED.length && rootsOf(hop).length === 0);

const screenIndex = (text: string) =>
  ['Welcome', 'Enter amount', 'Enter your PIN', 'You sent it'].findIndex((start) =>
    text.startsWith(start),
  );

const rootsOf = ({ sessionId }: Answered) =>
  operation('session').filter(({ traceId }) => traceId === idsOf(sessionId).traceId);

/** What spans say. Not their ids and clocks, nor ports: those hold any four digits by chance. */
function said(): string {
  const ofPort = ({ 'server.port': _, ...attributes }: SinkSpan['attributes']) => attributes;
  return JSON.stringify(sink.spans.map(({ name, attributes }) => [name, ofPort(attributes)]));
}

test('three pods without a store: every step is in its trace, whoever is killed', async () => {
  await startPods(REGISTERED);
  const { answered, killedAtMs } = await dialAll();
  expect(answered).toHaveLength(SESSIONS * (TYPED.length + 1));
  await expectPromises(answered, killedAtMs);
  expect(said()).not.toContain('4821');
}, 60_000);

/** The records of sessions in Redis, as the pods write them. */
function openRecords(url: string) {
  const load = createRequire(new URL('fixtures/session-store/package.json', import.meta.url));
  const { Redis } = load('ioredis');
  const client = new Redis(url);
  const hopCountOf = async (sessionId: string): Promise<number> => {
    const text = await client.get(`hopscope:session:${idsOf(sessionId).traceId}`);
    return text === null ? 0 : JSON.parse(text).hopCount;
  };
  return {
    /** @returns whether the pod that answered lived to write it down. */
    async isWritten({ sessionId, index, pod }: Answered): Promise<boolean> {
      let written = false;
      const decided = async () => {
        const dead = pods[pod]?.child.killed === true;
        written = (await hopCountOf(sessionId)) > index;
        return written || dead;
      };
      await expect.poll(decided, { timeout: 15_000 }).toBe(true);
      return written;
    },
    close: () => client.disconnect(),
  };
}

describe('three pods with Redis', () => {
  let redis: RunningRedis;
  let records: ReturnType<typeof openRecords> | undefined;
  beforeEach(async (context) => {
    const missing = redisMissing();
    pods = [];
    balancer = await startRoundRobin([]);
    context.skip(missing !== undefined, missing);
    redis = await startRedis();
  });
  afterEach(async () => {
    records?.close();
    await redis?.stop();
  });

  test.each([
    ['named by the environment', REGISTERED, 'HOPSCOPE_SESSION_STORE'],
    ["over the app's own client", WITH_OWN_CLIENT, 'REDIS_URL'],
  ])(
    '%s: each session is recorded as by one process',
    async (_, app, variable) => {
      await startPods(app, { [variable]: redis.url });
      records = openRecords(redis.url);
      const unwritten = new Set<string>();
      const { answered, killedAtMs } = await dialAll(async (last) => {
        // Its later records count from where the lost one should have been.
        if (unwritten.has(last.sessionId)) return;
        if ((await records?.isWritten(last)) !== true) unwritten.add(last.sessionId);
      });
      records.close();
      await expectPromises(answered, killedAtMs);
      expect(pods.map((pod) => pod.stderr())).toEqual(['', '', '']);
      // What the killed pod did last may be lost with what it would have told, and a request that it
      // had not answered yet was sent to another too.
      const isTouched = (hop: Answered) =>
        hop.pod === 1
          ? hop.atMs > killedAtMs - BATCH_MS || isLost(hop)
          : hop.sentMs <= killedAtMs && hop.atMs >= killedAtMs;
      const touched = new Set(answered.filter(isTouched).map(({ sessionId }) => sessionId));
      const sure = answered.filter(
        ({ sessionId }) => !touched.has(sessionId) && !unwritten.has(sessionId),
      );
      expect(sure.length).toBeGreaterThan(answered.length / 2);
      for (const hop of sure) {
        const attributes = stepOf(hop)?.attributes ?? {};
        expect(attributes).toMatchObject({
          'ussd.step.index': hop.index,
          'ussd.capture.level': 'full',
        });
        expect(attributes['ussd.input.text']).toBe([undefined, '1', '2500', undefined][hop.index]);
        expect(attributes['ussd.step.action']).toBe(hop.index === TYPED.length ? 'end' : 'next');
      }
      for (const hop of sure.filter(({ index }) => index === 0)) {
        const [root] = rootsOf(hop);
        expect(root?.startMs).toBe(stepOf(hop)?.startMs);
        expect(root?.attributes['ussd.session.step.count']).toBe(TYPED.length + 1);
      }
      expect(said()).not.toContain('4821');
    },
    60_000,
  );
});
