import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import {
  binaryName,
  GO_ENV,
  goBuildArgs,
  PLATFORMS,
  type Platform,
  platformsHere,
  writeGoManifest,
} from './binaries.ts';
import { goOf } from './go.ts';

// `dist/` as Grafana loads it: the front end by webpack, and the data source's Go part: for a Grafana on
// this machine, for every platform (`--go=all`), or not at all (`--go=none`).

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

const { values } = parseArgs({
  options: { go: { type: 'string', default: 'host' }, watch: { type: 'boolean', default: false } },
});

process.exitCode = buildFrontend() && (values.go === 'none' || buildBinaries()) ? 0 : 1;

function buildFrontend(): boolean {
  const cli = createRequire(import.meta.url).resolve('webpack-cli/package.json');
  // Node reads the TypeScript of the configuration by itself.
  const args = [join(dirname(cli), 'bin/cli.js'), '--disable-interpret', '-c', 'webpack.config.ts'];
  const mode = values.watch ? ['--watch', '--env', 'development'] : ['--env', 'production'];
  return run(process.execPath, [...args, ...mode], {});
}

function buildBinaries(): boolean {
  const go = goOf(ROOT);
  if (!go.isThere) {
    console.log(
      `Only the front end was built: ${go.why}. In Grafana the data source cannot answer without its Go part; install Go (https://go.dev/dl) and build again.`,
    );
    return true;
  }
  const executable = read('src/datasource/plugin.json', 'executable');
  const plugin = { id: read('src/plugin.json', 'id'), version: read('package.json', 'version') };
  for (const platform of values.go === 'all' ? PLATFORMS : platformsHere(go.platform)) {
    const name = binaryName(executable, platform);
    console.log(`Building ${name}`);
    const output = join(DIST, 'datasource', name);
    if (!run('go', goBuildArgs(output, plugin), envOf(platform))) return false;
  }
  writeGoManifest(ROOT, DIST);
  return true;
}

function envOf({ os, arch }: Platform): Record<string, string> {
  return { ...GO_ENV, GOOS: os, GOARCH: arch };
}

function run(command: string, args: readonly string[], env: Record<string, string>): boolean {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return status === 0;
}

function read(file: string, key: string): string {
  return String(JSON.parse(readFileSync(join(ROOT, file), 'utf8'))[key]);
}
