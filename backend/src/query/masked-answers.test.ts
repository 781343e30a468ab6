import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_START, demoSession } from '../../test/demo-session.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { quietLog } from '../../test/quiet-log.ts';
import { answerQuery } from './answer-query.ts';
import type { AttributeFilter } from './filter-schema.ts';
import type { Frame } from './frame.ts';
import { queryRequestSchema } from './schema.ts';

const CONFIG = { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] };
const MASK = '+254 7•• ••• 111';

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  const [menu, amount, receipt, hook] = demoSession({ id: 'ab' });
  if (!menu || !amount || !receipt || !hook) throw new Error('The demo has other spans');
  await opened.append([
    { ...menu, response_text: 'Hello 0711 000 111' },
    { ...amount, attributes: { 'app.payer': '254711000111', 'app.payee': '254722000222' } },
    { ...receipt, input_text: '0711000111', step_name: 'to_0711000111' },
    // A hook's span need not say whose session it is.
    {
      ...hook,
      user_id: '',
      url_full: 'http://bank.test/pay?msisdn=254711000111',
      url_template: '/users/254711000111',
      error_type: 'no_254711000111',
      hook_request_body: '{"from":254711000111}',
    },
  ]);
});
afterAll(() => opened.close());

async function ask(query: object): Promise<Frame> {
  const request = queryRequestSchema.parse({
    from: DEMO_START,
    to: DEMO_START + 1,
    queries: [{ refId: 'A', ...query }],
  });
  const { results } = await answerQuery(request, opened.store, CONFIG, quietLog);
  const frame = results.A !== undefined && 'frames' in results.A ? results.A.frames[0] : undefined;
  if (frame === undefined) throw new Error(JSON.stringify(results));
  return frame;
}

type AskedFilter = Pick<AttributeFilter, 'key' | 'operator'> & {
  readonly value?: string;
  readonly values?: readonly string[];
};

async function sessionsWith(filter: AskedFilter): Promise<number> {
  const frame = await ask({ queryType: 'sessions', filters: { attributes: [filter] } });
  return frame.data.values[0]?.length ?? 0;
}

const KEYS = [
  'app.payer',
  'lastStep',
  'ussd.step.name',
  'ussd.input.text',
  'ussd.response.text',
  'url.full',
  'url.template',
  'error.type',
  'ussd.hook.request.body',
];

test.each(KEYS)('the number in %s is found by its mask and not by its digits', async (key) => {
  expect(await sessionsWith({ key, operator: '=~', value: '(?s).*7•• ••• 111.*' })).toBe(1);
  expect(await sessionsWith({ key, operator: '=~', value: '(?s).*711.{0,3}000.{0,3}1.*' })).toBe(0);
  expect(await sessionsWith({ key, operator: '!~', value: '(?s).*711.{0,3}000.*' })).toBe(1);
});

test('in columns that were asked for the number is masked', async () => {
  const frame = await ask({ queryType: 'sessions', columns: KEYS.map((key) => `attr:${key}`) });
  for (const [index, { name }] of frame.schema.fields.entries()) {
    if (name.startsWith('attr:'))
      expect([name, frame.data.values[index]?.[0]]).toEqual([name, expect.stringContaining(MASK)]);
  }
  expect(JSON.stringify(frame)).not.toMatch(/711.{0,3}000.{0,3}111/);
});

test('the number is neither equal to nor larger than what is asked, others are', async () => {
  const payer = { key: 'app.payer' } as const;
  expect(await sessionsWith({ ...payer, operator: '=', value: '254711000111' })).toBe(0);
  expect(await sessionsWith({ ...payer, operator: '!=', value: '254711000111' })).toBe(1);
  expect(await sessionsWith({ ...payer, operator: '=|', values: ['254711000111'] })).toBe(0);
  expect(await sessionsWith({ ...payer, operator: '>', value: '254711000110' })).toBe(0);
  expect(await sessionsWith({ ...payer, operator: '=', value: MASK })).toBe(1);
  const payee = { key: 'app.payee' } as const;
  expect(await sessionsWith({ ...payee, operator: '=', value: '254722000222' })).toBe(1);
  expect(await sessionsWith({ ...payee, operator: '>', value: '254722000221' })).toBe(1);
});

test.each([
  ['app.payer', MASK],
  ['app.payee', '254722000222'],
  ['ussd.step.name', `to_${MASK}`],
  ['lastStep', `to_${MASK}`],
  ['url.template', `/users/${MASK}`],
  ['error.type', `no_${MASK}`],
])('a list of the values of %s has the number masked', async (attribute, value) => {
  const frame = await ask({ queryType: 'values', attribute });
  expect(frame.data.values[0]).toContain(value);
  expect(JSON.stringify(frame)).not.toContain('711000111');
});

test('what a list of values begins with is asked of the masked text', async () => {
  const listed = async (prefix: string) =>
    (await ask({ queryType: 'values', attribute: 'app.payer', prefix })).data.values[0];
  expect(await listed('2547')).toEqual([]);
  expect(await listed('+254 7•')).toEqual([MASK]);
});

test.each([
  ['a column of spans alone', 'server.address', 'bank.test'],
  ['a status', 'http.response.status_code', '500'],
  ['an attribute', 'app.payee', '254722000222'],
  ['a field', 'country', 'KE'],
])(
  'a session without the value of %s has the empty one, whatever the sign',
  async (_, key, value) => {
    await opened.append(
      demoSession({ id: 'cd', isLeft: true }).map((span) => ({ ...span, country: '' })),
    );
    for (const [filter, sessions] of [
      [{ operator: '=~', value: '.*' }, 2],
      [{ operator: '=~', value: '.+' }, 1],
      [{ operator: '!~', value: '.+' }, 1],
      [{ operator: '=|', values: ['', 'x'] }, 1],
      [{ operator: '=|', values: ['', value] }, 2],
      [{ operator: '!=|', values: ['', 'x'] }, 1],
      [{ operator: '=', value: '' }, 1],
      [{ operator: '!=', value: '' }, 1],
      [{ operator: '=', value }, 1],
      [{ operator: '!=', value }, 1],
      [{ operator: '=~', value: '(?i)' }, 1],
    ] as const) {
      expect([filter, await sessionsWith({ key, ...filter })]).toEqual([filter, sessions]);
    }
  },
);
