import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { StartError, startChild } from './child.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hopscope-child-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LISTENS = 'console.log("toy listens on http://127.0.0.1:1"); setInterval(() => {}, 1000);';

const start = (script: string) =>
  startChild({
    name: 'toy',
    args: ['--eval', script],
    cwd: folder,
    env: process.env,
    logFile: join(folder, 'toy.log'),
    ready: /toy listens on (\S+)/,
  });

test('is up once it says where it listens, and stops when told to', async () => {
  const child = await start(LISTENS);
  expect(child.address).toBe('http://127.0.0.1:1');
  await child.stop();
  expect(await child.ended).toContain('SIGTERM');
  await child.stop();
});

test("passes on a child's own word when it cannot start", async () => {
  const failing = start('console.error("Port 4318 is taken"); process.exit(1)');
  await expect(failing).rejects.toThrow(new StartError('Port 4318 is taken'));
});

test('a child does not outlive a parent that was killed', async () => {
  const pidFile = join(folder, 'pid');
  const parent = join(folder, 'parent.ts');
  writeFileSync(
    parent,
    `import { startChild } from ${JSON.stringify(new URL('./child.ts', import.meta.url).href)};
     await startChild({ name: 'toy', cwd: ${JSON.stringify(folder)}, env: process.env, ready: /listens on (\\S+)/,
       logFile: ${JSON.stringify(join(folder, 'orphan.log'))},
       args: ['--eval', \`require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); ${LISTENS}\`] });
     process.kill(process.pid, 'SIGKILL');`,
  );
  await new Promise((resolve) => spawn(process.execPath, [parent]).once('close', resolve));
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 5_000);
});
