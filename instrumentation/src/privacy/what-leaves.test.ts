import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { describe, expect, test } from 'vitest';
import { renderPrivacyPage } from '../../test/privacy-page.ts';
import {
  africastalkingBody,
  at,
  createReplayBench,
  exchangeAll,
  only,
  START_MS,
} from '../../test/replay-bench.ts';
import * as semconv from '../semconv.ts';
import { CAPTURE_LEVELS, type CaptureLevel } from '../semconv.ts';
import { describeSpan } from './describe-span.ts';
import { WHAT_LEAVES } from './what-leaves.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/privacy.md'), 'utf8');

/** A session in which everything happens once. */
function play(capture: CaptureLevel): readonly ReadableSpan[] {
  const bench = createReplayBench({ capture });
  const hook = {
    method: 'POST',
    url: 'http://user:pw@bank.local/names/0722333444?pin=9182',
    requestContentType: 'application/json',
    requestBody: '{"phone":"0722333444","pin":"9182"}',
    responseBody: '{"name":"Jane","balance":1250}',
  };
  const first = bench.replay.request({
    method: 'POST',
    path: '/ussd',
    headers: {},
    body: africastalkingBody(''),
    atMs: START_MS - 10_000,
  });
  first?.setFlow('send_money');
  first?.answer({ status: 200, headers: {}, body: 'CON Welcome\n1. Send', atMs: START_MS - 9_900 });
  exchangeAll(bench.replay, [
    at('1', 'CON Phone number?'),
    at('1', 'CON Phone number?'),
    at('1*0722333444', 'CON Invalid number 0722333444. Phone number?', {
      hooks: [
        { ...hook, errorType: 'timeout' },
        { ...hook, status: 404 },
      ],
    }),
    at('1*0722333444*0722333445', 'CON Send to 0722333445, balance 1,250. Enter PIN'),
    at('1*0722333444*0722333445*4821', 'CON Sent 4821\n1. More'),
  ]);
  const last = bench.replay.request({
    method: 'POST',
    path: '/ussd',
    headers: {},
    body: africastalkingBody('1*0722333444*0722333445*4821*1'),
    atMs: START_MS + 60_000,
  });
  last?.markGoal('sent');
  last?.answer({ status: 200, headers: {}, body: 'END Done, 4821', atMs: START_MS + 60_100 });
  const report = new URLSearchParams({
    date: '2026-10-05 09:01:02',
    sessionId: 'ATUid_test',
    serviceCode: '*384*123#',
    networkCode: '63902',
    phoneNumber: '+254711000111',
    status: 'Success',
    cost: 'KES 0.10',
    durationInMillis: '46000',
    hopsCount: '6',
    input: '1*0722333444*0722333445*4821*1',
    lastAppResponse: 'END Done, 4821',
  });
  bench.replay
    .request({
      method: 'POST',
      path: '/events',
      headers: {},
      body: `${report}`,
      atMs: START_MS + 61_000,
    })
    ?.answer({ status: 200, headers: {}, body: '', atMs: START_MS + 61_010 });
  expect(bench.mistakes()).toEqual([]);
  return bench.spans();
}

test('every attribute of the conventions is in the table once, and no other', () => {
  const known = Object.entries(semconv)
    .filter(([name]) => name.startsWith('ATTR_'))
    .map(([, value]) => String(value));
  expect(WHAT_LEAVES.map(({ key }) => key).sort()).toEqual(known.sort());
});

describe.each(CAPTURE_LEVELS)('at %s', (level) => {
  const spans = play(level);

  test('what leaves is what the table says, in the form it says, on the spans it says', () => {
    for (const { attributes } of spans) {
      const operation = String(attributes['ussd.operation.name']);
      for (const [key, value] of Object.entries(attributes)) {
        const row = WHAT_LEAVES.find((one) => one.key === key);
        expect({ key, on: row?.on }).toEqual({ key, on: expect.arrayContaining([operation]) });
        expect({ key, fate: row?.[level].fate }).not.toEqual({ key, fate: 'never' });
        expect(String(value), key).toMatch(row?.[level].form ?? /^/);
      }
    }
  });

  test('everything that the table lets out was seen to leave', () => {
    const seen = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
    const told = WHAT_LEAVES.filter(
      (row) => row[level].fate !== 'never' && row.on[0] !== 'resource',
    );
    expect(told.map(({ key }) => key).filter((key) => !seen.has(key))).toEqual([]);
  });

  test('a span is explained attribute by attribute', () => {
    for (const span of spans) {
      const lines = describeSpan(span);
      const sent = lines.filter(({ value }) => value !== undefined);
      expect(Object.fromEntries(sent.map(({ attribute, value }) => [attribute, value]))).toEqual(
        Object.fromEntries(
          Object.entries(span.attributes).map(([key, value]) => [key, `${value}`]),
        ),
      );
      expect(lines.filter(({ fate, why }) => fate === 'foreign' || why === '')).toEqual([]);
    }
  });
});

test('the explanation says what stayed back, and why', () => {
  const steps = only(play('standard'), 'step').map(describeSpan);
  const line = (index: number, attribute: string) =>
    steps[index]?.find((one) => one.attribute === attribute);
  expect(line(1, 'ussd.input.text')).toMatchObject({ value: '1', fate: 'kept' });
  expect(line(3, 'ussd.input.text')).toEqual({
    attribute: 'ussd.input.text',
    value: undefined,
    fate: 'never',
    why: 'what was typed: class only, it is no menu choice or the screen before it is not known',
  });
  expect(line(5, 'ussd.input.text')?.why).toBe('what was typed: a secret, never sent at any level');
  expect(line(5, 'user.id')?.why).toBe('phone number: not sent at standard');
  expect(line(4, 'ussd.response.text')).toMatchObject({ fate: 'masked' });
  expect(describeSpan({ attributes: { 'http.route': '/x' } })).toEqual([
    { attribute: 'http.route', value: '/x', fate: 'foreign', why: 'not of Hopscope' },
  ]);
});

test('docs/privacy.md is up to date (node instrumentation/test/write-privacy-page.ts)', () => {
  expect(page).toBe(renderPrivacyPage(page));
  expect(page).toContain('`ussd.hook.request.body`');
});
