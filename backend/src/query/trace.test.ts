import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_START, demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { type Span, toBatch } from '../../test/span.ts';
import { SPAN_COLUMNS } from '../decode/span-row.ts';
import { answerQuery } from './answer-query.ts';
import { frameSchema } from './answer-schema.ts';
import type { Frame, Tag } from './frame.ts';
import { queryRequestSchema } from './schema.ts';

const CONFIG = {
  goals: new Map<string, readonly string[]>(),
  idleLimitSeconds: 180,
  userHashKeys: [],
};
const TRACE = 'ab'.repeat(16);
const ROOT = 'e'.repeat(16);
// As the apps' library sends them: the root's id is known from the start, its span comes at the END.
const spans = demoSession({ id: 'ab', userHash: 'k1.anna' })
  .filter((span) => span.operation !== 'session')
  .map((span) =>
    span.operation === 'step'
      ? {
          ...span,
          parent_span_id: ROOT,
          input_text: '0711 000 111',
          attributes: { 'app.payer': '254711000111' },
        }
      : { ...span, url_full: 'http://bank.test/?from=254711000111' },
  );

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  await opened.append(spans);
  const ns = `${DEMO_START}000000`;
  const foreign = [TRACE, 'f'.repeat(16), spans[0]?.span_id, 'GET /pay?to=0711000111', 3, ns, ns];
  const line = [
    ...foreign,
    2,
    'no route to 254711000111',
    'wallet',
    { 'http.route': '/pay/0711000111' },
  ];
  await opened.store.append({
    ...toBatch([]),
    traceIds: new Set([TRACE]),
    foreign: Buffer.from(`${JSON.stringify(line)}\n`),
    foreignCount: 1,
  });
});
afterAll(() => opened.close());

async function traceFrame(traceId = TRACE): Promise<Frame> {
  const request = queryRequestSchema.parse({
    from: 0,
    to: DEMO_START,
    queries: [{ refId: 'A', queryType: 'trace', traceId }],
  });
  const { results } = await answerQuery(request, opened.store, CONFIG, quietLog);
  const frame = results.A !== undefined && 'frames' in results.A ? results.A.frames[0] : undefined;
  if (frame === undefined) throw new Error(JSON.stringify(results));
  return frame;
}

const column = (frame: Frame, name: string) =>
  frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)] ?? [];

test('a session is a trace of its own spans, those of others, and one root', async () => {
  const frame = await traceFrame();
  expect(() => frameSchema.parse(frame)).not.toThrow();
  expect(frame.schema.meta?.preferredVisualisationType).toBe('trace');
  const ids = column(frame, 'spanID');
  expect(ids).toEqual(
    expect.arrayContaining([...spans.map((span) => span.span_id), 'f'.repeat(16)]),
  );
  const parents = column(frame, 'parentSpanID');
  expect(ids[parents.indexOf('')]).toBe(ROOT);
  expect(parents.filter((parent) => parent === '')).toHaveLength(1);
  for (const parent of parents) expect(['', ...ids]).toContain(parent);
  expect(Math.min(...column(frame, 'startTime').map(Number))).toBe(DEMO_START);
});

test('a span keeps its attributes under the names of the conventions, and a failed one is red', async () => {
  const frame = await traceFrame();
  const tags = column(frame, 'tags') as readonly (readonly Tag[])[];
  const kinds = column(frame, 'kind');
  const hook = tags[kinds.indexOf('client')] ?? [];
  expect(hook).toContainEqual({ key: 'ussd.operation.name', value: 'hook' });
  expect(tags.some((some) => some.some(({ key }) => key === 'error'))).toBe(true);
  expect(tags.flat().map(({ key }) => key)).toContain('ussd.step.name');
});

test('whatever has a column of its own comes as an attribute, beside what has none', async () => {
  const said = SPAN_COLUMNS.flatMap(({ name, attribute, kind }, index) =>
    attribute === undefined
      ? []
      : [{ name, attribute, value: kind === 'text' ? `a ${name}` : 1_000 * index }],
  ).map((one) => (one.name === 'operation' ? { ...one, value: 'step' } : one));
  const span = {
    trace_id: 'cd'.repeat(16),
    span_id: 'cd'.repeat(8),
    start_ms: DEMO_START,
    end_ms: DEMO_START,
    ...Object.fromEntries(said.map(({ name, value }) => [name, value])),
    attributes: { 'app.payer': 'anna' },
  } as unknown as Span;
  await opened.append([span]);
  const [tags] = column(await traceFrame(span.trace_id), 'tags') as readonly (readonly Tag[])[];
  const shown = new Map(tags?.map(({ key, value }) => [key, value]));
  expect(shown.get('app.payer')).toBe('anna');
  for (const { name, attribute, value } of said) {
    // Seconds in OpenTelemetry, milliseconds in the store; the number is masked.
    const expected = name === 'report_duration_ms' ? Number(value) / 1_000 : value;
    if (name === 'user_id') expect(shown.has(attribute)).toBe(true);
    else expect([attribute, shown.get(attribute)]).toEqual([attribute, String(expected)]);
  }
});

test('the number of the session is masked in names, messages and attributes, also of other spans', async () => {
  const text = JSON.stringify(await traceFrame());
  expect(text).toContain('user.id');
  expect(text).toContain('+254 7•• ••• 111');
  for (const key of ['ussd.input.text', 'app.payer', 'url.full', 'http.route']) {
    expect(text).toContain(key);
  }
  expect(text).not.toMatch(/711.{0,3}000.{0,3}111/);
});

test('a span whose clock went back takes no time, and none less than none', async () => {
  const [step] = spans.filter(({ operation }) => operation === 'step');
  if (step === undefined) throw new Error('The demo has no step');
  await opened.append([{ ...step, end_ms: step.start_ms - 500 }]);
  expect(Math.min(...column(await traceFrame(), 'duration').map(Number))).toBe(0);
});
