import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { GO_ENV, GO_FLAGS } from './binaries.ts';
import { goOf } from './go.ts';

const ROOT = join(import.meta.dirname, '..');

// The first time, Go compiles gRPC and Arrow: a minute on two free cores.
const GO_MS_MAX = 15 * 60_000;

test('the Go part passes its own tests', { timeout: GO_MS_MAX }, async ({ skip }) => {
  const go = goOf(ROOT);
  if (!go.isThere) return skip(go.why);
  const ran = await promisify(execFile)('go', ['test', ...GO_FLAGS, './pkg/...'], {
    cwd: ROOT,
    env: { ...process.env, ...GO_ENV },
    maxBuffer: 64 << 20,
  }).then(
    ({ stdout }) => ({ ok: true, said: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({
      ok: false,
      said: withoutLogs(`${stdout}${stderr}`),
    }),
  );
  expect(ran, ran.said).toMatchObject({ ok: true });
  expect(ran.said).toMatch(/^ok .*\/pkg\b/m);
});

function withoutLogs(text: string): string {
  return text.replaceAll(/^\{"@level.*\n/gm, '');
}
