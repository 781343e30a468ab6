import { describe, expect, test } from 'vitest';
import { createReplayBench, only, START_MS } from '../../test/replay-bench.ts';
import { uzo } from './uzo.ts';

function record(provider: string, fields: object, path = '/') {
  const bench = createReplayBench({ capture: 'full', provider });
  const body = JSON.stringify(fields);
  const hop = bench.replay.request({ method: 'POST', path, headers: {}, body, atMs: START_MS });
  hop?.answer({ status: 200, headers: {}, body: '{}', atMs: START_MS + 1 });
  expect(bench.problems).toEqual([]);
  return only(bench.spans(), 'step')[0]?.attributes;
}

describe('a request that shows no screen and ends no session is not recorded', () => {
  test.each([
    [
      'hubtel',
      { SessionId: 's', Mobile: '233241234567', Type: 'query', Message: 'x', Sequence: 1 },
    ],
    ['mtn_madapi', { sessionId: 's', messageType: '3', msisdn: '233241234567', ussdString: 'x' }],
    ['sendexa', { event: 'ussd.session.started', timestamp: 't', data: { sessionId: 's' } }],
  ])('%s', (provider, fields) => {
    expect(record(provider, fields)).toBeUndefined();
  });
});

describe('a network that a gateway does not tell is not claimed', () => {
  test.each([
    // Its own app's channel, no network.
    [
      'hubtel',
      {
        SessionId: 's',
        Mobile: '233241234567',
        Type: 'response',
        Message: '1',
        Operator: 'Hubtel-Android',
      },
    ],
    // Only the gateway with a code of its own is known to be MTN's.
    ['mtn_madapi', { sessionId: 's', messageType: '1', msisdn: '233241234567', ussdString: '1' }],
    // Airtel is in many countries.
    [
      'beem',
      {
        command: 'continue',
        session_id: 's',
        msisdn: '256701234567',
        operator: 'airtel',
        payload: { response: '1' },
      },
    ],
    [
      'crossgate',
      { session_id: 's', msisdn: '254711000111', network_code: '2541', ussd_string: '1' },
    ],
    [
      'uzo',
      {
        ussdServiceOp: '18',
        sessionID: 's',
        msisdn: '+233241234567',
        ussdString: '1',
        network: '06',
      },
    ],
    [
      'southpawsl',
      { sessionId: 's', menuId: 'm', ussdString: '*1#', inputOption: '1', network: 'orange' },
    ],
    [
      'moolre',
      {
        sessionid: 's',
        new: false,
        msisdn: '233241234567',
        extension: 1,
        message: '1',
        network: 4,
      },
    ],
  ])('%s', (provider, fields) => {
    const attributes = record(provider, fields);
    expect(attributes).toBeDefined();
    expect(Object.keys(attributes ?? {}).filter((name) => name.startsWith('network.'))).toEqual([]);
  });

  test('infobip, of a country that nobody knows', () => {
    const fields = { msisdn: '+233553007243', networkName: 'vodafone', countryName: 'Atlantis' };
    const attributes = record('infobip', fields, '/session/a/start');
    expect(Object.keys(attributes ?? {}).filter((name) => name.startsWith('network.'))).toEqual([]);
  });
});

test('an operation that Uzo documents nowhere neither continues nor ends a session', () => {
  const answer = (body: object) =>
    uzo.readAnswer({ status: 200, headers: {}, body: JSON.stringify(body) });
  expect(answer({ message: 'Welcome', ussdServiceOp: 1 })).toEqual({
    type: 'unknown',
    text: 'Welcome',
  });
  expect(answer({ message: 'Welcome' }).type).toBe('invalid');
});
