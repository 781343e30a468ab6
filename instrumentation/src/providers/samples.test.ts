import { describe, expect, test } from 'vitest';
import { createReplayBench, only } from '../../test/replay-bench.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const AT_SESSION =
  'sessionId=ATUid_abc123&serviceCode=*123%23&phoneNumber=%2B254711000111&networkCode=63902';
const ARKESEL_SESSION = {
  sessionID: '2005506191900168',
  userID: 'USSD_DOCUMENTATION',
  msisdn: '233271231234',
  network: 'AIRTELTIGO',
};

interface Sample {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answer: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

const AT_CARRIER = {
  'network.carrier.mcc': '639',
  'network.carrier.mnc': '02',
  'network.carrier.name': 'Safaricom',
  'network.carrier.icc': 'KE',
};
const GHANA_CARRIER = {
  'network.carrier.mcc': '620',
  'network.carrier.mnc': '06',
  'network.carrier.name': 'AT',
  'network.carrier.icc': 'GH',
};

// Requests and answers as the providers document them, or as public apps recorded them.
const SESSIONS: readonly (readonly Sample[])[] = [
  [
    {
      name: "Africa's Talking, start",
      path: '/ussd',
      headers: FORM,
      body: `${AT_SESSION}&text=`,
      answer: 'CON What would you want to check \n1. My Account \n2. My phone number',
      expected: {
        ...AT_CARRIER,
        'ussd.provider.name': 'africastalking',
        'ussd.service.code': '*123#',
        'session.id': 'ATUid_abc123',
        'ussd.operation.name': 'step',
        'ussd.step.index': 0,
        'ussd.step.name': 'what_would_you_want_to_check',
        'ussd.step.name.source': 'screen',
        'ussd.step.action': 'next',
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'What would you want to check \n1. My Account \n2. My phone number',
        'user.id': '+254711000111',
      },
    },
    {
      name: "Africa's Talking, continue and end, two inputs later",
      path: '/ussd',
      headers: FORM,
      body: `${AT_SESSION}&text=1*1`,
      answer: 'END Your account number is ACC1001',
      expected: {
        ...AT_CARRIER,
        'ussd.operation.name': 'step',
        'ussd.input.type': 'option',
        'ussd.input.text': '1',
        'ussd.response.type': 'end',
        'ussd.response.length': 'Your account number is ACC1001'.length,
        'ussd.step.action': 'end',
        'ussd.session.outcome': 'completed',
        'ussd.session.outcome.source': 'inferred',
        'ussd.session.end.source': 'callback',
      },
    },
    {
      name: "Africa's Talking, end notification",
      path: '/ussd/events',
      headers: FORM,
      body:
        'date=2025-09-29+12%3A00%3A00&sessionId=ATUid_abc123&serviceCode=*123%23&networkCode=63902' +
        '&phoneNumber=%2B254711000111&status=Success&cost=KES+0.10&durationInMillis=12345&hopsCount=3' +
        '&hopsMetadata=menu%7Cview%7CacNumberEnd&input=1*1&lastAppResponse=END+Your+account+number+is+ACC1001',
      answer: 'OK',
      expected: {
        ...AT_CARRIER,
        'ussd.operation.name': 'end_report',
        'ussd.end_report.status': 'Success',
        'ussd.end_report.cost': 'KES 0.10',
        'ussd.end_report.duration': 12.345,
        'ussd.end_report.hop.count': 3,
        'ussd.session.end.source': 'provider_report',
      },
    },
  ],
  [
    {
      name: 'Arkesel, start',
      path: '/',
      headers: JSON_TYPE,
      body: JSON.stringify({ ...ARKESEL_SESSION, newSession: true, userData: '*928*1#' }),
      answer: JSON.stringify({
        userID: 'USSD_DOCUMENTATION',
        sessionID: '2005506191900168',
        message: 'Welcome\n1. Vote\n2. Cancel',
        continueSession: true,
        msisdn: '233271231234',
      }),
      expected: {
        ...GHANA_CARRIER,
        'ussd.provider.name': 'arkesel',
        'ussd.service.code': '*928*1#',
        'session.id': '2005506191900168',
        'ussd.operation.name': 'step',
        'ussd.step.index': 0,
        'ussd.step.name': 'welcome',
        'ussd.input.type': 'none',
        'ussd.response.type': 'continue',
        'ussd.response.text': 'Welcome\n1. Vote\n2. Cancel',
        'user.id': '+233271231234',
      },
    },
    {
      name: 'Arkesel, continue and end',
      path: '/',
      headers: JSON_TYPE,
      body: JSON.stringify({ ...ARKESEL_SESSION, newSession: false, userData: '2' }),
      answer: JSON.stringify({
        userID: 'USSD_DOCUMENTATION',
        sessionID: '2005506191900168',
        message: 'Thank you for using our service. Goodbye!',
        continueSession: false,
        msisdn: '233271231234',
      }),
      expected: {
        ...GHANA_CARRIER,
        'ussd.service.code': '*928*1#',
        'ussd.step.index': 1,
        'ussd.step.name': 'thank_you_for_using_our_service',
        'ussd.input.type': 'option',
        'ussd.input.text': '2',
        'ussd.response.type': 'end',
        'ussd.response.text': 'Thank you for using our service. Goodbye!',
        'ussd.session.outcome': 'completed',
        'ussd.session.step.count': 2,
      },
    },
  ],
];

describe('every documented sample becomes the span that it stands for', () => {
  for (const samples of SESSIONS) {
    const bench = createReplayBench({ capture: 'full' });
    for (const [position, sample] of samples.entries()) {
      test(sample.name, () => {
        const { path, headers, body, answer, expected } = sample;
        const atMs = Date.UTC(2025, 8, 29, 12) + position * 5_000;
        const hop = bench.replay.request({ method: 'POST', path, headers, body, atMs });
        hop?.answer({ status: 200, headers: {}, body: answer, atMs: atMs + 80 });
        expect(hop).toBeDefined();
        const own = bench
          .spans()
          .filter((span) => span.attributes['ussd.operation.name'] !== 'session');
        expect(own.at(-1)?.attributes).toMatchObject(expected);
        expect(bench.problems).toEqual([]);
      });
    }
    test(`${samples[0]?.name.split(',')[0]}: one session span over all of it`, () => {
      expect(only(bench.spans(), 'session')).toHaveLength(1);
      expect(new Set(bench.spans().map((span) => span.spanContext().traceId)).size).toBe(1);
    });
  }
});
