import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSecrets, SECRET_NAMES, secretFile } from './make-secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hopscope-secrets-'));
  for (const name of SECRET_NAMES) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ['grafana-password', 'token', 'user-hash-key'];
const own = process.getgid?.() ?? 0;
const make = (...renewed: string[]) => makeSecrets(folder, own, renewed);
const read = () =>
  Object.fromEntries(
    readdirSync(folder).flatMap((name) =>
      readdirSync(join(folder, name)).map((file) => {
        expect(file).toBe('value');
        return [name, readFileSync(join(folder, name, file), 'utf8')];
      }),
    ),
  );

test('the first start makes every secret, for its group to read and for nobody else', () => {
  expect([...make()].sort()).toEqual(NAMES);
  const secrets = read();
  expect(Object.keys(secrets).sort()).toEqual(NAMES);
  expect(new Set(Object.values(secrets)).size).toBe(NAMES.length);
  for (const name of NAMES) {
    // One word without a line end: some readers take the file as it is.
    expect(secrets[name]).toMatch(/^[\w-]{24,}$/);
    expect(statSync(secretFile(folder, name)).mode & 0o777).toBe(0o440);
  }
});

test('later starts change nothing; what is to be renewed is, and only that', () => {
  make();
  const before = read();
  expect(make()).toEqual([]);
  expect(read()).toEqual(before);

  expect(make('token')).toEqual(['token']);
  const { token, ...others } = read();
  expect(token).not.toBe(before.token);
  expect({ ...others, token: before.token }).toEqual(before);
});

test('a name that is no secret changes nothing and is told', () => {
  make();
  const before = read();
  expect(() => make('tokens')).toThrow("There is no secret 'tokens', expected one of token, ");
  expect(read()).toEqual(before);
});

test('a start that was cut off leaves no empty or half a secret', () => {
  writeFileSync(secretFile(folder, 'token'), '');
  writeFileSync(`${secretFile(folder, 'user-hash-key')}.new`, 'half', { mode: 0o440 });
  expect([...make()].sort()).toEqual(NAMES);
  expect(Object.keys(read()).sort()).toEqual(NAMES);
  expect(Object.values(read())).not.toContain('half');
});
