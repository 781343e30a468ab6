import { describe, expect, test } from 'vitest';
import { createReplayBench } from '../../test/replay-bench.ts';
import { africastalking } from './africastalking.ts';
import { arkesel } from './arkesel.ts';
import { createDetector } from './detect.ts';

const detect = createDetector([africastalking, arkesel]);
const found = (body: string, path = '/ussd', method = 'POST') => {
  const detected = detect({ method, path, headers: {}, body });
  return detected === undefined ? undefined : `${detected.provider.name} ${detected.kind}`;
};

describe('a request is recognised by the exact names of its fields', () => {
  test.each([
    [
      "Africa's Talking",
      'sessionId=a&serviceCode=*1%23&phoneNumber=%2B254&networkCode=63902&text=',
      'africastalking callback',
    ],
    [
      "Africa's Talking as JSON",
      '{"sessionId":"a","serviceCode":"*1#","phoneNumber":"+254","text":""}',
      'africastalking callback',
    ],
    [
      'an end notification',
      'sessionId=a&status=Success&hopsCount=3&durationInMillis=12',
      'africastalking end_report',
    ],
    [
      'Arkesel',
      '{"sessionID":"a","newSession":true,"msisdn":"233","userData":"*928#"}',
      'arkesel callback',
    ],
    [
      'Oltranz, which differs by newRequest',
      'sessionId=a&serviceCode=1&phoneNumber=2&text=&newRequest=1&action=x',
      undefined,
    ],
    ['another case of the names', 'SessionId=a&ServiceCode=1&PhoneNumber=2&Text=', undefined],
    ['Beem', '{"command":"initiate","session_id":"a","msisdn":"255","payload":{}}', undefined],
    ['broken JSON', '{"sessionID":"a","newSession":true', undefined],
    ['a JSON array', '["sessionID","newSession","msisdn","userData"]', undefined],
    ['XML', '<ussd><msisdn>1</msisdn></ussd>', undefined],
    ['nothing', '', undefined],
    [
      'inherited names',
      '{"__proto__":{"sessionID":1,"newSession":true,"msisdn":1,"userData":""}}',
      undefined,
    ],
  ])('%s', (_name, body, expected) => {
    expect(found(body)).toBe(expected);
  });

  test('also in the query of a GET', () => {
    expect(found('', '/ussd?sessionId=a&serviceCode=1&phoneNumber=2&text=1*2', 'GET')).toBe(
      'africastalking callback',
    );
  });

  test('a query beside a body does not count, because apps put their own fields there', () => {
    const body = 'sessionId=a&serviceCode=1&phoneNumber=2&text=';
    expect(found(body, '/ussd?action=menu')).toBe('africastalking callback');
  });
});

describe('a provider chosen by name', () => {
  const hubtel =
    '{"SessionId":"s","Mobile":"233241234567","Type":"initiation","Message":"*713#","ServiceCode":"713"}';
  const play = (provider: string) => {
    const bench = createReplayBench({ provider });
    const hop = bench.replay.request({
      method: 'POST',
      path: '/',
      headers: {},
      body: hubtel,
      atMs: 0,
    });
    hop?.answer({ status: 200, headers: {}, body: '{"Type":"release","Message":"Bye"}', atMs: 1 });
    const [span] = bench.spans();
    return { name: span?.attributes['ussd.provider.name'], problems: bench.problems.map(String) };
  };

  test('gets requests that another one sends in the same form', () => {
    expect(play('emergent')).toEqual({ name: 'emergent', problems: [] });
    expect(play('hubtel')).toEqual({ name: 'hubtel', problems: [] });
  });

  test('is the only one that is looked for', () => {
    expect(play('arkesel')).toEqual({ name: undefined, problems: [] });
  });

  test('by a name that nobody has is said once, and every provider is looked for', () => {
    const { name, problems } = play('hubtle');
    expect(name).toBe('hubtel');
    expect(problems).toEqual([
      expect.stringMatching(
        /^Error: HOPSCOPE_PROVIDER is 'hubtle', expected one of africastalking, /,
      ),
    ]);
  });
});
