import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, readStart } from './config.ts';

test('with nothing said, choices are kept and no hash is sent', () => {
  expect(readConfig({}, {})).toEqual({
    settings: { capture: 'standard', clientKind: 'live' },
    debug: false,
    problems: [],
  });
});

test('the environment is read, in any case and with spaces around', () => {
  const env = {
    HOPSCOPE_CAPTURE: ' Full ',
    HOPSCOPE_USER_HASH_KEY: 'sixteen-characters',
    HOPSCOPE_USER_HASH_KEY_ID: 'k2',
    HOPSCOPE_PROVIDER: 'Arkesel',
    HOPSCOPE_ROUTES: '/ussd, /ussd/end',
    HOPSCOPE_SERVICE_CODES: '*384*12#,*920#',
    HOPSCOPE_CLIENT_KIND: 'probe',
    HOPSCOPE_DEBUG: 'true',
  };
  expect(readConfig({}, env)).toEqual({
    settings: {
      capture: 'full',
      userHashKey: 'sixteen-characters',
      userHashKeyId: 'k2',
      provider: 'arkesel',
      routes: ['/ussd', '/ussd/end'],
      serviceCodes: ['*384*12#', '*920#'],
      clientKind: 'probe',
    },
    debug: true,
    problems: [],
  });
});

test('what the code gives wins, and an empty variable is none', () => {
  const { settings, problems } = readConfig(
    { capture: 'minimal', routes: ['/a'] },
    { HOPSCOPE_CAPTURE: 'nonsense', HOPSCOPE_ROUTES: '/b', HOPSCOPE_CLIENT_KIND: '' },
  );
  expect(settings).toEqual({ capture: 'minimal', routes: ['/a'], clientKind: 'live' });
  expect(problems).toEqual([]);
});

test('each wrong value is named with what was expected, and its default is used', () => {
  const { settings, debug, problems } = readConfig(
    {},
    {
      HOPSCOPE_CAPTURE: 'everything',
      HOPSCOPE_USER_HASH_KEY: 'secret',
      HOPSCOPE_USER_HASH_KEY_ID: 'a b',
      HOPSCOPE_PROVIDER: 'a/b',
      HOPSCOPE_ROUTES: 'ussd',
      HOPSCOPE_SERVICE_CODES: '384',
      HOPSCOPE_CLIENT_KIND: 'robot',
      HOPSCOPE_DEBUG: 'maybe',
    },
  );
  expect(settings).toEqual({ capture: 'standard', clientKind: 'live' });
  expect(debug).toBe(false);
  expect(problems.map((line) => line.split(' ')[0]).sort()).toEqual([
    'HOPSCOPE_CAPTURE',
    'HOPSCOPE_CLIENT_KIND',
    'HOPSCOPE_DEBUG',
    'HOPSCOPE_PROVIDER',
    'HOPSCOPE_ROUTES',
    'HOPSCOPE_SERVICE_CODES',
    'HOPSCOPE_USER_HASH_KEY',
    'HOPSCOPE_USER_HASH_KEY_ID',
  ]);
  expect(problems).toContain(
    "HOPSCOPE_CAPTURE is 'everything', expected minimal, standard, full; using the default (standard)",
  );
});

test('a key that is too short is refused without being said', () => {
  const { problems } = readConfig({}, { HOPSCOPE_USER_HASH_KEY: 'hunter2' });
  expect(problems).toEqual([
    'HOPSCOPE_USER_HASH_KEY is 7 characters, expected a secret of 16 characters or more; using the default (none: no user.hash is sent)',
  ]);
});

test('a key may stand in a file; one that cannot be used is told of and nothing stops', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hopscope-key-'));
  try {
    const put = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return { HOPSCOPE_USER_HASH_KEY_FILE: join(folder, name) };
    };
    const good = put('key', 'sixteen-characters\n');
    expect(readConfig({}, good)).toMatchObject({
      settings: { userHashKey: 'sixteen-characters' },
      problems: [],
    });
    const both = { ...good, HOPSCOPE_USER_HASH_KEY: 'the-key-of-the-variable' };
    expect(readConfig({}, both).settings.userHashKey).toBe('the-key-of-the-variable');

    const missing = { HOPSCOPE_USER_HASH_KEY_FILE: join(folder, 'missing') };
    for (const env of [put('short', 'hunter2'), missing, { HOPSCOPE_USER_HASH_KEY_FILE: folder }]) {
      const { settings, problems } = readConfig({}, env);
      expect(settings.userHashKey).toBeUndefined();
      expect(problems).toEqual([
        `HOPSCOPE_USER_HASH_KEY_FILE is ${env.HOPSCOPE_USER_HASH_KEY_FILE.length} characters, expected a readable file with a secret of 16 characters or more; using the default (none)`,
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function during(app: { name?: string; version?: string }, env: Record<string, string | undefined>) {
  let seen: Record<string, string | undefined> = {};
  readStart(app, env).withDefaults(() => {
    seen = { ...env };
  });
  return seen;
}

test('the SDK starts with defaults for what is unsaid, and the environment is as before', () => {
  const env: Record<string, string | undefined> = { OTHER: 'x' };
  expect(during({ name: '@acme/wallet', version: '1.2.3' }, env)).toEqual({
    OTHER: 'x',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
    OTEL_NODE_RESOURCE_DETECTORS: 'serviceinstance,host,os,env',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=%40acme%2Fwallet,service.version=1.2.3',
  });
  expect(env).toEqual({ OTHER: 'x' });
});

test('what the user says of the service stays', () => {
  const env = {
    OTEL_SERVICE_NAME: 'mine',
    OTEL_RESOURCE_ATTRIBUTES: 'service.version=9,deployment.environment.name=test',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'console',
    OTEL_BSP_SCHEDULE_DELAY: '20',
    OTEL_EXPORTER_OTLP_TIMEOUT: '8000',
    OTEL_NODE_RESOURCE_DETECTORS: 'all',
  };
  expect(during({ name: 'app', version: '1' }, { ...env })).toEqual(env);
});

test('the environment is restored when the start throws', () => {
  const env: Record<string, string | undefined> = {};
  const start = readStart({ name: 'app' }, env);
  expect(() =>
    start.withDefaults(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(env).toEqual({});
});

test('hooks and paths come from the code or the environment; what is wrong is left out and said', () => {
  const env = {
    HOPSCOPE_HOOKS: 'POST https://bank.example/a/:id=account;rates=rates',
    HOPSCOPE_REDACT: '$.customer.name, $.a[1:2].email',
  };
  const read = readConfig({}, env);
  expect(read.settings.hooks?.map(({ name }) => name)).toEqual(['account']);
  expect(read.settings.redaction?.hidesName('email')).toBe(true);
  expect(read.problems).toEqual([
    expect.stringMatching(/^HOPSCOPE_HOOKS, entry 2, has the match 'rates', expected/),
    expect.stringMatching(/^HOPSCOPE_REDACT has '\$\.a\[1:2\]\.email', expected/),
  ]);
  const given = readConfig({ hooks: [{ match: '/b', name: 'b' }], redact: ['$..c'] }, env);
  expect(given.settings.hooks?.map(({ name }) => name)).toEqual(['b']);
  expect(given.settings.redaction?.hidesName('name')).toBe(false);
  expect(given.problems).toEqual([]);
  const untyped = { hooks: 'x', redact: {} } as never;
  expect(readConfig(untyped, {}).problems).toEqual([
    'hooks is string, expected an array',
    'redact is object, expected an array',
  ]);
});
