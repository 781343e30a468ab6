import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

export const PACKAGE = path.resolve(import.meta.dirname, '../..');
export const ROOT = path.dirname(PACKAGE);

export interface PackedPackage {
  /** To be removed afterwards. */
  readonly folder: string;
  readonly tarball: string;
}

/** Builds this package, if its sources have changed, and packs it as `npm publish` would. */
export function packPackage(): PackedPackage {
  execFileSync(process.execPath, ['scripts/build/build-instrumentation.ts'], { cwd: ROOT });
  const folder = mkdtempSync(path.join(tmpdir(), 'hopscope-packed-'));
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const name = execFileSync(command, [...before, ...args], { cwd: PACKAGE, encoding: 'utf8' });
  return { folder, tarball: path.join(folder, name.trim()) };
}
