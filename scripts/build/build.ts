import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { runTask } from '../run-task.mjs';
import { hashSources } from './sources-hash.ts';
import { TARGETS, type Target } from './targets.ts';

/** Builds what has changed. @returns the titles of what failed. */
export async function build(
  root: string,
  targets: readonly Target[] = TARGETS,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const target of targets) {
    if (!(await buildTarget(root, target))) failed.push(target.title);
  }
  return failed;
}

async function buildTarget(root: string, target: Target): Promise<boolean> {
  const result = join(root, target.result);
  // Beside what was built, so that removing one removes the other.
  const stamp = join(dirname(result), `.${basename(result)}.sources`);
  const hash = hashSources(root, target.sources);
  if (existsSync(result) && readStamp(stamp) === hash) return true;
  rmSync(stamp, { force: true });
  const { ok } = await runTask(target.title, process.execPath, target.command, { cwd: root });
  if (!ok) return false;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function readStamp(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
