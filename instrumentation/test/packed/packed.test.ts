import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as semconv from '../../src/semconv.ts';
import { type OtlpSink, startOtlpSink } from '../otlp-sink.ts';
import { type AppOptions, type RunningApp, startApp } from '../start-app.ts';
import { copyPackages, folderBeside, placeApp, unpack } from './install.ts';
import { PACKAGE, type PackedPackage, packPackage, ROOT } from './pack.ts';
import { filesOf, packageProblems } from './package-files.ts';

const REGISTER = '@hopscope/instrumentation/register';
const FLAGS = ['--import', '--require'];
/** What does not depend on the SDK is tried with one of them. */
const SDKS = [
  {
    sdk: 'SDK 2',
    version: '0.223.0',
    beside: path.join(PACKAGE, 'test/fixtures/sdk-2'),
    brief: true,
  },
  { sdk: 'SDK 3', version: '0.301.0', beside: PACKAGE, brief: false },
];

let packed: PackedPackage;
/** Its files, beside nothing else. */
let content: string;
let bank: http.Server;
let bankUrl: string;
let sink: OtlpSink;
let app: RunningApp | undefined;

beforeAll(async () => {
  packed = packPackage();
  content = unpack(packed.tarball, path.join(packed.folder, 'alone'));
  bank = http.createServer((_request, response) => response.end('{"balance":120}'));
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  bankUrl = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
}, 120_000);
afterAll(() => {
  bank.closeAllConnections();
  bank.close();
  rmSync(packed.folder, { recursive: true, force: true });
}, 60_000);
beforeEach(async () => {
  sink = await startOtlpSink();
});
afterEach(async () => {
  await app?.stop('SIGKILL');
  app = undefined;
  await sink.close();
});

async function start(main: string, options: Omit<AppOptions, 'app'>): Promise<RunningApp> {
  app = await startApp({
    app: main,
    cwd: path.dirname(main),
    ...options,
    env: {
      BANK_URL: bankUrl,
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      HOPSCOPE_USER_HASH_KEY: 'a-key-for-tests-only',
      ...options.env,
    },
  });
  return app;
}

async function dial(port: number, text: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/ussd`, {
    method: 'POST',
    body: new URLSearchParams({
      sessionId: 'ATUid_1',
      serviceCode: '*384*123#',
      phoneNumber: '+254711000111',
      networkCode: '63902',
      text,
    }),
  });
  return answer.text();
}

/** Two hops and a hook are one trace with one root, and what the app says reaches them. */
async function expectWholeSession({ port }: RunningApp): Promise<void> {
  expect(await dial(port, '')).toBe('CON 1. Balance');
  expect(await dial(port, '1')).toBe('END Your balance is 120');
  await expect.poll(() => sink.spans.length, { timeout: 10_000 }).toBe(4);
  const spans = Object.groupBy(sink.spans, ({ attributes }) =>
    String(attributes['ussd.operation.name']),
  );
  const [root] = spans.session ?? [];
  const steps = (spans.step ?? []).sort((a, b) => a.startMs - b.startMs);
  const [hook] = spans.hook ?? [];
  expect(new Set(sink.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(root).toMatchObject({ name: 'session *384*123#', parentSpanId: '' });
  expect(steps.map(({ parentSpanId }) => parentSpanId)).toEqual([root?.spanId, root?.spanId]);
  expect(hook?.parentSpanId).toBe(steps[1]?.spanId);
  expect(steps[1]?.attributes).toMatchObject({
    'ussd.step.name': 'balance-shown',
    'ussd.step.name.source': 'app',
    'ussd.session.outcome': 'completed',
    'ussd.session.outcome.source': 'app',
    'ussd.goal.name': 'told',
  });
  expect(steps.map(({ attributes }) => attributes['ussd.flow.name'])).toEqual([
    'balance',
    'balance',
  ]);
  expect(hook?.name).toBe('hook look-up');
  expect(new Set(sink.spans.map(({ schemaUrl }) => schemaUrl))).toEqual(
    new Set(['https://hopscope.dev/schemas/ussd/0.1.0']),
  );
}

test('publint and Are The Types Wrong find nothing', async () => {
  expect(await packageProblems(packed.tarball)).toEqual([]);
});

test('the package holds what was built, its licence and its README, and nothing else', () => {
  const kinds = filesOf(content).map((file) =>
    file.replace(/^dist\/(esm|cjs)\/.*?(?=(\.d)?\.c?[jt]s(\.map)?$)/, 'dist/$1/*'),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist/cjs/*.cjs',
    'dist/cjs/*.cjs.map',
    'dist/cjs/*.d.cts',
    'dist/cjs/*.d.ts',
    'dist/cjs/*.js',
    'dist/cjs/*.js.map',
    'dist/cjs/package.json',
    'dist/esm/*.d.ts',
    'dist/esm/*.js',
    'dist/esm/*.js.map',
    'package.json',
  ]);
  expect(filesOf(content).filter((file) => /\.test\.|(^|\/)test\//.test(file))).toEqual([]);
});

test('no file says where it was built', () => {
  const telling = filesOf(content).filter((file) =>
    readFileSync(path.join(content, file), 'utf8').includes(ROOT),
  );
  expect(telling).toEqual([]);
});

test('every file that package.json names is there', () => {
  const manifest = readFileSync(path.join(content, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"(\.\/[^"*]+)"/g)].map(([, file]) => String(file));
  const files = named.filter((file) => path.extname(file) !== '');
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(path.join(content, file)))).toEqual([]);
});

describe.each(SDKS)('installed beside $sdk', ({ version, beside, brief }) => {
  let folder: string;
  const mains: Partial<Record<'ESM' | 'CommonJS', string>> = {};
  beforeAll(() => {
    folder = folderBeside(beside);
    unpack(packed.tarball, folder);
    const apps = path.join(import.meta.dirname, 'apps');
    mains.ESM = placeApp(folder, path.join(apps, 'wallet.mjs'), 'module');
    mains.CommonJS = placeApp(folder, path.join(apps, 'wallet.cjs'), 'commonjs');
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  test('it is this SDK that the apps find', () => {
    const find = createRequire(String(mains.ESM));
    const main = find.resolve('@opentelemetry/sdk-node');
    const manifest = readFileSync(
      path.join(/.*@opentelemetry\/sdk-node/.exec(main)?.[0] ?? '', 'package.json'),
      'utf8',
    );
    expect(JSON.parse(manifest)).toMatchObject({ version });
  });

  const ways: Readonly<Record<string, Omit<AppOptions, 'app'>>> = {
    'started with --import': { options: ['--import', REGISTER] },
    'started with --require': { options: ['--require', REGISTER] },
    'that starts its own SDK': { env: { OWN_SDK: '1' } },
    ...(!brief && {
      'started by NODE_OPTIONS': { env: { NODE_OPTIONS: `--import ${REGISTER}` } },
      'started by --require in NODE_OPTIONS': { env: { NODE_OPTIONS: `--require ${REGISTER}` } },
      'started both ways at once': {
        options: ['--import', REGISTER],
        env: { NODE_OPTIONS: `--require ${REGISTER}` },
      },
    }),
  };
  const cases = Object.keys(ways).flatMap((way) => [
    { way, kind: 'ESM', half: 'esm' } as const,
    { way, kind: 'CommonJS', half: 'cjs' } as const,
  ]);

  // The app's copy and the one that --import or --require loads are the same or not: all four
  // pairs are here.
  test.each(cases)('an app in $kind $way is traced whole', async ({ way, kind, half }) => {
    const running = await start(String(mains[kind]), ways[way] ?? {});
    await expectWholeSession(running);
    expect(running.stdout()).toContain(`/@hopscope/instrumentation/dist/${half}/index.js`);
    expect(running.stderr()).toBe('');
  });

  test('an SDK of the app’s own sends our metrics under their schema URL', async () => {
    await expectWholeSession(
      await start(String(mains.ESM), {
        env: { OWN_SDK: '1', OTEL_METRICS_EXPORTER: 'otlp', OTEL_METRIC_EXPORT_INTERVAL: '100' },
      }),
    );
    const ours = () => sink.metrics.filter(({ scope }) => scope === '@hopscope/instrumentation');
    await expect
      .poll(() => new Set(ours().map(({ name }) => name)), { timeout: 10_000 })
      .toEqual(
        new Set(
          Object.entries(semconv).flatMap(([name, value]) =>
            name.startsWith('METRIC_') ? [value] : [],
          ),
        ),
      );
    expect(new Set(ours().map(({ schemaUrl }) => schemaUrl))).toEqual(
      new Set([semconv.SCHEMA_URL]),
    );
  });

  test('an SDK of the app’s own beside --require records each session once, and says so', async () => {
    const running = await start(String(mains.ESM), {
      options: ['--require', REGISTER],
      env: { OWN_SDK: '1' },
    });
    await expectWholeSession(running);
    expect(running.stderr()).toContain('observes this process already');
  });
});

describe('where something is missing, one line says so and the app runs on', () => {
  const plain = path.join(PACKAGE, 'test/apps/http-cjs.cjs');
  const oldNode = findOldNode();

  async function expectOneLine(options: Omit<AppOptions, 'app'>, main: string, line: RegExp) {
    const running = await start(main, options);
    expect(await dial(running.port, '1')).toBe('END Your balance is 120');
    expect(running.stderr()).toMatch(line);
    expect(running.stderr().split('\n')).toHaveLength(2);
    expect(sink.paths).toEqual([]);
  }

  test.each(FLAGS)('@opentelemetry/sdk-node, with %s', async (flag) => {
    const folder = path.join(packed.folder, `no-sdk${flag}`);
    unpack(packed.tarball, folder);
    copyPackages(['@opentelemetry/api', '@opentelemetry/instrumentation'], ROOT, folder);
    await expectOneLine(
      { options: [flag, REGISTER] },
      placeApp(folder, plain, 'commonjs'),
      /^hopscope: @opentelemetry\/sdk-node is not installed; .* npm install @opentelemetry\/sdk-node@latest$/m,
    );
  });

  test.each(FLAGS)('@opentelemetry/api, with %s', async (flag) => {
    await expectOneLine(
      { options: [flag, REGISTER] },
      placeApp(path.join(packed.folder, 'alone'), plain, 'commonjs'),
      /^hopscope: could not start, nothing is recorded: .*'@opentelemetry\/api'/,
    );
  });

  const pretend = path.join(import.meta.dirname, 'apps/pretend-old-node.cjs');
  const nodes = [
    { what: 'one that says it is 20.11', node: process.execPath, before: ['-r', pretend] },
    ...(oldNode === undefined
      ? []
      : [{ what: 'the old one of this machine', node: oldNode, before: [] }]),
  ];
  test.each(nodes.flatMap((node) => FLAGS.map((flag) => ({ flag, ...node }))))(
    'a newer Node than $what, with $flag',
    async ({ node, before, flag }) => {
      await expectOneLine(
        { node, options: [...before, flag, REGISTER] },
        placeApp(path.join(packed.folder, 'alone'), plain, 'commonjs'),
        /^hopscope: Node (20|18)[\d.]+ is too old, expected 22.15 or newer; nothing is recorded$/m,
      );
    },
  );
});

describe('two versions of OpenTelemetry’s API in one app', () => {
  const OLDER = path.join(PACKAGE, 'test/fixtures/sdk-2');
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  test('are no hindrance where the SDK has the newer one', async () => {
    folder = folderBeside(PACKAGE);
    unpack(packed.tarball, folder);
    copyPackages(['@opentelemetry/api'], OLDER, folder);
    const main = placeApp(folder, path.join(import.meta.dirname, 'apps/wallet.mjs'), 'module');
    const running = await start(main, { options: ['--import', REGISTER] });
    await expectWholeSession(running);
    expect(running.stderr()).toBe('');
  });

  test('are said where the SDK has the older one, which ours cannot see', async () => {
    folder = folderBeside(OLDER);
    unpack(packed.tarball, folder);
    copyPackages(['@opentelemetry/api'], path.join(PACKAGE, 'test/fixtures'), folder);
    const main = placeApp(folder, path.join(import.meta.dirname, 'apps/wallet.mjs'), 'module');
    const running = await start(main, { options: ['--import', REGISTER] });
    expect(await dial(running.port, '')).toBe('CON 1. Balance');
    expect(running.stderr()).toMatch(
      /^hopscope: this app has @opentelemetry\/api in two versions/m,
    );
  });
});

/** A Node of the machine's that we do not support, if it has one. */
function findOldNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'node'))
    .filter((file) => existsSync(file))
    .find((file) => {
      try {
        return /^v(18|20)\./.test(execFileSync(file, ['--version'], { encoding: 'utf8' }));
      } catch {
        return false;
      }
    });
}
