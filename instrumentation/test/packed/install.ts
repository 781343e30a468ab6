import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A folder below another package's `node_modules`: what lies in it finds that package's dependencies
 * as an app in its place would, without a network and without copies.
 */
export function folderBeside(packageFolder: string): string {
  const cache = path.join(packageFolder, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(path.join(cache, 'hopscope-packed-'));
}

/** Lays our packed files out as npm would. @returns where they are */
export function unpack(tarball: string, folder: string): string {
  const target = path.join(folder, 'node_modules/@hopscope/instrumentation');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', tarball, '-C', target, '--strip-components=1']);
  return target;
}

/** Copies packages that are installed at `root`, and all that they depend on. */
export function copyPackages(names: readonly string[], root: string, folder: string): void {
  for (const name of names) {
    const target = path.join(folder, 'node_modules', name);
    if (existsSync(target)) continue;
    const source = path.join(root, 'node_modules', name);
    cpSync(source, target, { recursive: true, filter: (file) => !/\.(map|[cm]?ts)$/.test(file) });
    const text = readFileSync(path.join(source, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
    copyPackages(Object.keys(dependencies), root, folder);
  }
}

/** Puts an app into a package of its own. @returns its main file */
export function placeApp(folder: string, source: string, type: 'commonjs' | 'module'): string {
  const app = path.join(folder, `${type}-${path.parse(source).name}`);
  const main = path.join(app, 'app.js');
  mkdirSync(app, { recursive: true });
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'wallet', type }));
  cpSync(source, main);
  return main;
}
