import { expect, test } from 'vitest';
import { DIALECTS } from '../doctor/dialects/all-dialects.ts';
import { createExplain } from './explain-detection.ts';

const raw = (body: string, path = '/ussd') => ({ method: 'POST', path, headers: {}, body });

test.each(
  DIALECTS.filter(({ provider }) => !['sendexa', 'emergent', 'paytota'].includes(provider)),
)('a request of $provider is explained by field names that it has', (dialect) => {
  const request = dialect.request({ first: true, inputs: ['4821'] });
  const said = createExplain()(request);
  expect(said).toMatch(new RegExp(`^a USSD step of ${dialect.provider} \\(by .+\\)$`));
  expect(said).not.toContain('4821');
  expect(said).not.toContain(dialect.caller.msisdn);
});

test('what is missing is named', () => {
  expect(createExplain()(raw('sessionId=1&serviceCode=2&text='))).toBe(
    'no USSD provider recognised by its fields (sessionId, serviceCode, text); ' +
      'nearest is africastalking, which has phoneNumber',
  );
  expect(createExplain()(raw('{"a":1,"b":2}'))).toBe(
    "no USSD provider recognised: none of its fields (a, b) is a gateway's",
  );
  expect(createExplain()(raw(''))).toBe('no USSD provider recognised: it has no body');
  expect(createExplain()(raw('[1]'))).toMatch(/its body is no form, JSON object or XML$/);
});

test('an empty field that is needed is no recognition', () => {
  expect(createExplain()(raw('sessionId=&phoneNumber=%2B254&serviceCode=2&text='))).toMatch(
    /^looks like africastalking \(by .*\), but a field that it needs is empty$/,
  );
});

test('a provider that HOPSCOPE_PROVIDER leaves out is named', () => {
  const body = 'sessionId=1&serviceCode=2&phoneNumber=3&text=';
  expect(createExplain([], 'hubtel')(raw(body))).toBe(
    'no request of hubtel: it looks like africastalking, and HOPSCOPE_PROVIDER is hubtel',
  );
});

test('field names that could hold anything are not repeated', () => {
  expect(createExplain()(raw('{"my pin is 4821":1,"pin4821":1,"4821":2}'))).not.toContain('4821');
});
