import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TARGETS } from '../scripts/build/targets.ts';
import { type Instruction, readDockerfile, type Stage } from './read-dockerfile.ts';

const ROOT = join(import.meta.dirname, '..');
const stages = readDockerfile(join(ROOT, 'Dockerfile'));
const images = ['backend', 'demo', 'grafana'];
const instructions = stages.flatMap((stage) => stage.instructions);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function stage(name: string): Stage {
  const found = stages.find((one) => one.name === name);
  if (!found) throw new Error(`There is no stage '${name}'`);
  return found;
}

/** Sources of a COPY, without its target. */
const sourcesOf = ({ text }: Instruction) => text.split(/\s+/).slice(0, -1);

/** True for what .dockerignore keeps out of every build; later lines win, as Docker reads them. */
function isIgnored(file: string): boolean {
  const parents = file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const line of read('.dockerignore').split('\n')) {
    const pattern = line.replace(/^!/, '');
    if (pattern === '' || pattern.startsWith('#')) continue;
    if (parents.some((path) => toRegExp(pattern).test(path))) ignored = !line.startsWith('!');
  }
  return ignored;
}

/** Go's patterns, in which `*` also stands for a dot at the beginning. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll('**/', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '(?:.*/)?');
  return new RegExp(`^${source}$`);
}

test('every base image is pinned to one version, and a stage is used only below where it is made', () => {
  const known: string[] = [];
  for (const { name, from, instructions: own } of stages) {
    const others = own.flatMap(({ flags }) => flags.from ?? []);
    for (const base of [from, ...others]) {
      if (!known.includes(base)) expect(base).toMatch(/^[\w/-]+:\d+\.\d+\.\d+(-[\w-]+)?$/);
    }
    known.push(name);
  }
  expect(known).toEqual(expect.arrayContaining(images));
});

test('Node is the one that the tests run on, Go is new enough for the module', () => {
  const nodes = stages.map(({ from }) => from).filter((from) => from.startsWith('node:'));
  const { devDependencies } = JSON.parse(read('package.json'));
  expect(new Set(nodes)).toEqual(new Set([`node:${devDependencies.node}-bookworm-slim`]));

  const golang = instructions.find(({ flags }) => flags.from?.startsWith('golang:'))?.flags.from;
  const wanted = /^go (\S+)$/m.exec(read('grafana-plugin/go.mod'))?.[1] ?? '';
  const number = (version = '') =>
    version.split('.').reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0);
  expect(number(golang?.replace('golang:', ''))).toBeGreaterThanOrEqual(number(wanted));
});

test('everything that is copied is there, and reaches the build', () => {
  const copied = instructions.filter(({ keyword, flags }) => keyword === 'COPY' && !flags.from);
  expect(copied.length).toBeGreaterThan(10);
  for (const source of copied.flatMap(sourcesOf)) {
    expect(existsSync(join(ROOT, source)), source).toBe(true);
    expect(isIgnored(source), source).toBe(false);
  }
});

test('no file that is kept in the repository is missing in a build, but for tests', () => {
  const roots = stage('built')
    .instructions.filter(({ keyword }) => keyword === 'COPY')
    .flatMap(sourcesOf);
  const tracked = execFileSync('git', ['ls-files', ...roots], { cwd: ROOT, encoding: 'utf8' });
  const missing = tracked.split('\n').filter((file) => file !== '' && isIgnored(file));
  expect(missing.filter((file) => !/\.test\.tsx?$|\/test\/|^backend\/bench\//.test(file))).toEqual(
    [],
  );
});

test('nothing that may hold data or a secret reaches a build', () => {
  for (const file of [
    '.git/config',
    'data/x',
    'backend/data/x',
    '.env',
    'backend/.env.local',
    'docs/x.md',
    'id_rsa',
    'docker-compose.override.yml',
    'backend/node_modules/x/y.js',
    'node_modules/x.js',
  ])
    expect(isIgnored(file), file).toBe(true);
});

test('the manifest of every workspace is there when packages are installed', () => {
  const copied = stage('manifests').instructions.flatMap((one) =>
    one.keyword === 'COPY' ? sourcesOf(one) : [],
  );
  const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
  const wanted = globSync(
    workspaces.map((name) => `${name}/package.json`),
    { cwd: ROOT },
  );
  expect(wanted.length).toBeGreaterThan(5);
  expect(copied).toEqual(expect.arrayContaining(wanted));
});

test('what is built is what npm run build builds', () => {
  const runs = stage('built').instructions.flatMap(({ keyword, text }) =>
    keyword === 'RUN' ? text : [],
  );
  for (const { command } of TARGETS) expect(runs).toContain(`node ${command.join(' ')}`);
});

test.each(images)('the image of the %s has a user who is not root, and says how it is', (name) => {
  const own = stage(name).instructions;
  const user = own.findLast(({ keyword }) => keyword === 'USER');
  expect(user?.text).toMatch(/^(node|[1-9]\d*)$/);
  // Nothing is installed or changed by that user: what it runs, it cannot write.
  expect(
    own.slice(own.findLastIndex(({ keyword }) => keyword === 'USER')).map(({ keyword }) => keyword),
  ).not.toContain('COPY');
  expect(own.filter(({ keyword }) => keyword === 'HEALTHCHECK')).toHaveLength(1);
});

test('no image brings a secret', () => {
  for (const { keyword, text } of instructions)
    if (keyword === 'ENV' || keyword === 'ARG')
      expect(text).not.toMatch(/TOKEN|PASSWORD|SECRET|KEY/i);
});
