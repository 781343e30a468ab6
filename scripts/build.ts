import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';

const notBuilt = await build(ROOT);
// Go says what it does; it takes minutes the first time. `npm run build -- --go=all` is for every platform.
const args = ['grafana-plugin/build/build.ts', ...process.argv.slice(3)];
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
process.exitCode = notBuilt.length > 0 || status !== 0 ? 1 : 0;
