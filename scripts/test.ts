import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from './build/build.ts';
import { PLUGIN_FRONTEND, TARGETS } from './build/targets.ts';
import { ROOT } from './root.ts';
import { runChecks } from './test/checks.ts';
import { installFixturePackages } from './test/fixture-packages.ts';
import type { Tally } from './test/tally-reporter.ts';

const fixturesReady = await installFixturePackages(ROOT);
const notBuilt = await build(ROOT, [...TARGETS, PLUGIN_FRONTEND]);
const checks = await runChecks(ROOT);
const tests = await runVitest();

const failedChecks = [
  ...(fixturesReady ? [] : ['Installing the fixture apps']),
  ...notBuilt,
  ...checks.filter(({ ok }) => !ok).map(({ name }) => `Checking ${name}`),
];
for (const name of failedChecks) console.log(`Failed: ${name}`);
for (const { name, why } of tests.notRun) console.log(`Not run: ${name}: ${why}`);
const passed = tests.passed + checks.filter(({ ok }) => ok).length;
const failed = tests.failed + failedChecks.length;
console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

/** Every workspace's tests, once. A run that ends without a count has failed. */
async function runVitest(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'hopscope-test-'));
  const file = join(folder, 'tally.json');
  const only = process.argv.slice(3);
  const args = [
    'run',
    // By itself it leaves one core out, and most tests wait for processes. A project does not inherit it from the root.
    '--maxWorkers=100%',
    '--reporter=default',
    '--reporter=./scripts/test/tally-reporter.ts',
    ...only,
  ];
  const code = await new Promise<number | null>((resolve) => {
    const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, HOPSCOPE_TEST_TALLY: file, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    vitest.on('error', () => resolve(null));
    vitest.on('close', resolve);
  });
  const tally = readTally(file);
  rmSync(folder, { recursive: true, force: true });
  if (!tally) return { passed: 0, failed: 1, skipped: 0, notRun: [] };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readTally(file: string): Tally | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
