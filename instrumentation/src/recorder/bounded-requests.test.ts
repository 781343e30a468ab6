import { expect, test } from 'vitest';
import { createReplayBench, START_MS } from '../../test/replay-bench.ts';
import { Secrets } from '../privacy/secrets.ts';

const PIN = '48217';
const request = (fields: Readonly<Record<string, string>>, atMs: number) => ({
  method: 'POST',
  path: '/ussd',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({
    sessionId: 'ATUid_1',
    serviceCode: '*384#',
    phoneNumber: '+254711000111',
    networkCode: '63902',
    text: '',
    ...fields,
  }).toString(),
  atMs,
});

test.each([
  ['one text', `${'x'.repeat(57_000)}*${PIN}`],
  ['twelve parts', [...Array<string>(11).fill('y'.repeat(5_000)), PIN].join('*')],
  ['many parts', `${'1a*'.repeat(19_000)}${PIN}`],
])('a text of 57 KB is not remembered, and nothing that was in it leaves: %s', (_name, text) => {
  const { replay, spans, problems } = createReplayBench({ capture: 'full' });
  replay.request(request({}, START_MS))?.answer({
    status: 200,
    headers: {},
    body: 'CON Enter PIN',
    atMs: START_MS + 1,
  });
  const hop = replay.request(request({ text }, START_MS + 2));
  hop?.hook({
    method: 'POST',
    url: `https://bank.local/a/${PIN}?q=${PIN}`,
    requestBody: JSON.stringify({ a: PIN }),
    responseBody: `ok ${PIN}`,
    startMs: START_MS + 3,
    endMs: START_MS + 4,
  });
  hop?.answer({ status: 200, headers: {}, body: `END You typed ${PIN}`, atMs: START_MS + 5 });
  expect(problems).toEqual([]);
  expect(spans()).toHaveLength(4);
  const told = JSON.stringify(spans().map(({ name, attributes }) => [name, attributes]));
  expect(told).not.toContain(PIN);
  expect(told.length).toBeLessThan(10_000);
});

test('an id that is longer than any gateway sends is no session', () => {
  const { replay } = createReplayBench();
  expect(replay.request(request({ sessionId: 'x'.repeat(257) }, START_MS))).toBeUndefined();
  expect(replay.request(request({ sessionId: 'x'.repeat(256) }, START_MS))).toBeDefined();
});

test('a number or a code that is longer than any is left out', () => {
  const { replay, spans } = createReplayBench({ capture: 'full' });
  const long = { phoneNumber: '2'.repeat(20_000), serviceCode: `*${'3'.repeat(20_000)}#` };
  replay
    .request(request(long, START_MS))
    ?.answer({ status: 200, headers: {}, body: 'END x', atMs: START_MS });
  expect(JSON.stringify(spans().map(({ attributes }) => attributes)).length).toBeLessThan(2_000);
});

test.each([
  ['one long value', ['z'.repeat(300)]],
  ['a text of many parts', ['abc '.repeat(20_000)]],
  ['many values', Array.from({ length: 5_000 }, (_, index) => `${'v'.repeat(200)}${index}`)],
])(
  'secrets are bounded in characters, and beyond them nothing is recorded as text: %s',
  (_name, typed) => {
    const secrets = new Secrets();
    for (const one of typed) {
      secrets.add(one);
      secrets.suspect(one, {});
    }
    expect(secrets.overflown).toBe(true);
    expect(secrets.incomplete).toBe(true);
    expect(secrets.size * 200).toBeLessThan(10_000);
    // The pattern of all of them can still be made.
    expect(() => secrets.scrub(typed.join(' ').slice(0, 5_000))).not.toThrow();
  },
);
