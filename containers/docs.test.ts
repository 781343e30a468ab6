import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SECRET_NAMES } from './make-secrets.ts';
import { PORT_VARIABLE, readCompose } from './read-compose.ts';

const ROOT = join(import.meta.dirname, '..');
const doc = readFileSync(join(ROOT, 'docs/docker.md'), 'utf8');
const { services, volumes } = readCompose(join(ROOT, 'docker-compose.yml'));

test('the table has every service, in order, with the ports it has on this machine', () => {
  const rows = [...doc.matchAll(/^\| `([a-z-]+)` \|([^|]*)\|/gm)].map(([, name, ports = '']) => [
    name,
    [...ports.matchAll(/\d+/g)].map(([port]) => port),
  ]);
  expect(rows).toEqual(
    Object.entries(services).map(([name, { ports = [] }]) => [
      name,
      ports.map((port) => port.split(':')[1]),
    ]),
  );
});

test('every port can be another one, by a variable that is named', () => {
  const file = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const variables = [...file.matchAll(PORT_VARIABLE)].map(({ groups }) => groups?.name);
  expect(variables).toHaveLength(Object.values(services).flatMap(({ ports = [] }) => ports).length);
  for (const name of variables) expect(doc).toContain(`\`${name}\``);
});

test('every service that a command names is there', () => {
  const commands = doc.match(/docker compose (?:exec|run|stop|start|restart)[^\n`]*/g) ?? [];
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const named = command
      .split(/\s+/)
      .slice(3)
      .filter((word) => word in services);
    expect(named, command).not.toEqual([]);
  }
});

test('the volumes of the backup are those of the file', () => {
  for (const [, name = ''] of doc.matchAll(/-v hopscope_([\w-]+):/g))
    expect(volumes).toHaveProperty(name);
  const kept = /in the volumes ([^.]*)\./.exec(doc)?.[1] ?? '';
  for (const [, name = ''] of kept.matchAll(/`([\w-]+)`/g)) expect(volumes).toHaveProperty(name);
});

test('every secret is backed up and restored', () => {
  for (const name of SECRET_NAMES) {
    expect(doc.match(new RegExp(`-v hopscope_${name}:`, 'g')), name).toHaveLength(2);
  }
});

test('the files of secrets that are named are those that are made', () => {
  const named = [...doc.matchAll(/\/run\/hopscope\/([\w-]+)\/value/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(2);
  expect(SECRET_NAMES).toEqual(expect.arrayContaining(named));
});

test('every address on this machine is of a port that is open', () => {
  const open = Object.values(services).flatMap(({ ports = [] }) =>
    ports.map((one) => one.split(':')[1]),
  );
  for (const [, port] of doc.matchAll(/127\.0\.0\.1:(\d+)/g)) expect(open).toContain(port);
});

test('every page that is linked is there', () => {
  for (const [, page = ''] of doc.matchAll(/\]\(([^)#]+)/g)) {
    expect(existsSync(join(ROOT, 'docs', page)), page).toBe(true);
  }
});
