import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, isLoopback, readConfig } from './config.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

test('nothing set gives the defaults: loopback, port 4318, no token', () => {
  expect(readConfig({})).toEqual({
    port: 4318,
    host: '127.0.0.1',
    token: undefined,
    dataDir: './data',
    clickhouseUrl: undefined,
    bodyBytesMax: 67_108_864,
    userHashKeys: [],
    numberLookupsPerMinute: 30,
    capture: 'standard',
    idleLimitSeconds: 180,
    goals: new Map(),
  });
});

test('every wrong variable is named at once, each with what was expected', () => {
  expect(
    problemsOf({
      HOPSCOPE_PORT: 'x',
      HOPSCOPE_BODY_MAX: '-1',
      HOPSCOPE_CAPTURE: 'all',
      HOPSCOPE_IDLE_LIMIT: '0',
      HOPSCOPE_NUMBER_LOOKUPS: 'many',
      HOPSCOPE_GOALS: '*384#',
      HOPSCOPE_CLICKHOUSE_URL: 'user:secret@host',
      HOPSCOPE_HOST: '0.0.0.0',
    }),
  ).toEqual([
    "HOPSCOPE_PORT is 'x', expected a whole number from 0 to 65535",
    'HOPSCOPE_CLICKHOUSE_URL is no URL, expected one like http://user:password@host:8123/hopscope',
    "HOPSCOPE_BODY_MAX is '-1', expected a whole number from 1024 to 536870912",
    "HOPSCOPE_NUMBER_LOOKUPS is 'many', expected a whole number from 1 to 10000",
    "HOPSCOPE_CAPTURE is 'all', expected one of minimal, standard, full",
    "HOPSCOPE_IDLE_LIMIT is '0', expected a whole number from 1 to 86400",
    "HOPSCOPE_GOALS has '*384#', expected service code=step,step such as *384*1#=receipt,paid;*920#=done",
    "HOPSCOPE_HOST is '0.0.0.0', which others can reach: set HOPSCOPE_TOKEN too, or leave HOPSCOPE_HOST at 127.0.0.1",
  ]);
});

test('others may reach it once there is a token long enough to be one', () => {
  const token = 'a-token-of-some-length';
  expect(readConfig({ HOPSCOPE_HOST: '0.0.0.0', HOPSCOPE_TOKEN: token }).token).toBe(token);
  expect(problemsOf({ HOPSCOPE_TOKEN: 'short' })).toEqual([
    'HOPSCOPE_TOKEN has 5 characters, expected at least 16',
  ]);
});

describe('a secret in a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hopscope-secrets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function put(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  test('counts as if it were in the variable itself, without the line end', () => {
    const config = readConfig({
      HOPSCOPE_HOST: '0.0.0.0',
      HOPSCOPE_TOKEN_FILE: put('token', 'a-token-of-some-length\n'),
      HOPSCOPE_CLICKHOUSE_URL_FILE: put('url', 'http://user:secret@host:8123/hopscope\n'),
      HOPSCOPE_USER_HASH_KEY_FILE: put('key', 'the first key of ours\r\n'),
      HOPSCOPE_USER_HASH_KEYS_FILE: put('keys', 'k2:the second key of ours\n'),
    });
    expect(config).toMatchObject({
      token: 'a-token-of-some-length',
      clickhouseUrl: 'http://user:secret@host:8123/hopscope',
      userHashKeys: [
        { id: 'k1', key: 'the first key of ours' },
        { id: 'k2', key: 'the second key of ours' },
      ],
    });
  });

  test('that cannot be used stops the start and says which file and why', () => {
    const missing = join(folder, 'missing');
    expect(problemsOf({ HOPSCOPE_TOKEN_FILE: missing })).toEqual([
      `HOPSCOPE_TOKEN_FILE: ${missing} cannot be read (ENOENT)`,
    ]);
    const empty = put('empty', ' \n');
    expect(problemsOf({ HOPSCOPE_TOKEN_FILE: empty })).toEqual([
      `HOPSCOPE_TOKEN_FILE: ${empty} is empty, expected a secret in it`,
    ]);
    const token = put('token', 'a-token-of-some-length');
    expect(
      problemsOf({ HOPSCOPE_TOKEN_FILE: token, HOPSCOPE_TOKEN: 'a-token-of-some-length' }),
    ).toEqual(['HOPSCOPE_TOKEN and HOPSCOPE_TOKEN_FILE are both set, expected one of them']);
    expect(problemsOf({ HOPSCOPE_TOKEN_FILE: put('short', 'short') })).toEqual([
      'HOPSCOPE_TOKEN has 5 characters, expected at least 16',
    ]);
  });
});

test('a key for numbers that the apps would refuse is refused here too', () => {
  expect(problemsOf({ HOPSCOPE_USER_HASH_KEY: 'short' })).toEqual([
    'HOPSCOPE_USER_HASH_KEY has 5 characters, expected at least 16 (key k1)',
  ]);
});

test('several keys for numbers may live at once, each under its id', () => {
  const newer = 'k2:the:second key of ours';
  const { userHashKeys } = readConfig({
    HOPSCOPE_USER_HASH_KEY: 'the first key of ours',
    HOPSCOPE_USER_HASH_KEYS: `${newer}, k1:the first key of ours,`,
  });
  expect(userHashKeys).toEqual([
    { id: 'k1', key: 'the first key of ours' },
    { id: 'k2', key: 'the:second key of ours' },
  ]);
});

test('what is wrong with a key is said without the key', () => {
  const HOPSCOPE_USER_HASH_KEYS =
    'no-id-at-all-before-it,k2:short,k 3:sixteen-characters,k4:sixteen-characters,k4:another-sixteen-c';
  expect(problemsOf({ HOPSCOPE_USER_HASH_KEYS })).toEqual([
    'HOPSCOPE_USER_HASH_KEYS has no id before its key 1, expected id:key such as k2:...,k1:...',
    'HOPSCOPE_USER_HASH_KEYS has 5 characters, expected at least 16 (key k2)',
    'HOPSCOPE_USER_HASH_KEYS has an id of other than 1 to 16 letters, digits, - or _',
    'HOPSCOPE_USER_HASH_KEYS gives key k4 a second time, expected one key for each id',
  ]);
});

test('goals name the steps that complete a session, by service code', () => {
  const { goals } = readConfig({ HOPSCOPE_GOALS: '*384*1#=receipt, paid;*920#=done;' });
  expect([...goals]).toEqual([
    ['*384*1#', ['receipt', 'paid']],
    ['*920#', ['done']],
  ]);
});

test('a variable set to nothing counts as not set', () => {
  expect(readConfig({ HOPSCOPE_PORT: '', HOPSCOPE_TOKEN: ' ' })).toEqual(readConfig({}));
});

test('no environment makes it throw anything but a ConfigError', () => {
  const names = [
    'PORT',
    'HOST',
    'TOKEN',
    'CLICKHOUSE_URL',
    'BODY_MAX',
    'CAPTURE',
    'IDLE_LIMIT',
    'GOALS',
    'USER_HASH_KEY',
    'USER_HASH_KEYS',
  ];
  const env = fc.dictionary(
    fc.constantFrom(...names.map((name) => `HOPSCOPE_${name}`)),
    fc.string(),
  );
  fc.assert(fc.property(env, (variables) => void problemsOf(variables)));
});

test('only this machine is loopback', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', 'a.localhost', '::1', '[::1]']) {
    expect(isLoopback(host)).toBe(true);
  }
  for (const host of [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '127.0.0.1.evil.com',
    'localhost.evil.com',
    '',
  ]) {
    expect(isLoopback(host)).toBe(false);
  }
});
