import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';

const notBuilt = await build(ROOT);
// All of the Grafana plugin, for every platform: Go says what it does, and takes minutes the first time.
const { status } = spawnSync(process.execPath, ['grafana-plugin/build/build.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exitCode = notBuilt.length > 0 || status !== 0 ? 1 : 0;
