import { expect, test } from 'vitest';
import { parseDoctorOptions } from './doctor-options.ts';

const URL_OF_APP = 'http://localhost:3000/ussd';
const parse = (args: string[], env = {}) => parseDoctorOptions(args, 'doctor-1', env);

test('a URL alone dials the code of Africa’s Talking and looks at the backend beside it', () => {
  expect(parse([URL_OF_APP])).toMatchObject({
    status: 'ready',
    options: {
      url: new URL(URL_OF_APP),
      dialect: { provider: 'africastalking' },
      caller: { sessionId: 'doctor-1', msisdn: '254711000111', code: '*384*123#' },
      inputs: [],
      backend: new URL('http://127.0.0.1:4318'),
      token: undefined,
      dryRun: false,
      capture: 'standard',
      command: [],
    },
  });
});

test('what is left unsaid is as the app has it in its environment', () => {
  const env = {
    HOPSCOPE_PROVIDER: 'hubtel',
    HOPSCOPE_TOKEN: 'a token',
    HOPSCOPE_CAPTURE: 'full',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://hopscope.example.org',
  };
  expect(parse([URL_OF_APP], env)).toMatchObject({
    options: {
      dialect: { provider: 'hubtel' },
      backend: new URL('https://hopscope.example.org'),
      token: 'a token',
      capture: 'full',
    },
  });
});

test('behind -- stands the command of the app, whatever options it has', () => {
  const args = [URL_OF_APP, '--dry-run', '--inputs', '1,2', '--', 'node', '--inputs', 'app.js'];
  expect(parse(args)).toMatchObject({
    options: { dryRun: true, inputs: ['1', '2'], command: ['node', '--inputs', 'app.js'] },
  });
});

test.each([
  [[], 'the URL of the app is missing'],
  [[URL_OF_APP, 'more'], "one URL is expected, got also 'more'"],
  [['localhost'], "the URL of the app is 'localhost', expected a URL such as"],
  [[URL_OF_APP, '--backend', 'ftp://x'], "--backend is 'ftp://x', expected a URL such as"],
  [[URL_OF_APP, '--provider', 'nobody'], "--provider is 'nobody', expected one of africastalking"],
  [[URL_OF_APP, '--provider', 'sendexa'], "--provider is 'sendexa', expected one of"],
  [[URL_OF_APP, '--capture', 'all'], "--capture is 'all', expected minimal, standard, full"],
  [[URL_OF_APP, '--code', '384'], "--code is '384', expected a code such as *384*123#"],
  [[URL_OF_APP, '--msisdn', '07'], '--msisdn is not a number of 6 to 15 digits'],
  [[URL_OF_APP, '--dry-run'], '--dry-run starts the app itself: put its command last'],
  [[URL_OF_APP, '--', 'node', 'app.js'], 'a command behind -- is for --dry-run'],
  [[URL_OF_APP, '--nonsense'], "Unknown option '--nonsense'"],
])('%j is refused, and the option is named', (args, why) => {
  const parsed = parse(args);
  expect(parsed.status).toBe('wrong');
  expect('why' in parsed && parsed.why).toContain(why);
});
