import { spawn } from 'node:child_process';
import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';
import { installFixturePackages } from './test/fixture-packages.ts';

interface Bench {
  readonly file: string;
  readonly what: string;
  /** What it needs that `npm ci` does not bring; `false` when that failed. */
  readonly prepare?: () => Promise<boolean>;
}

/** Benches of record; each folder's README says what is measured and against what. */
const BENCHES: ReadonlyMap<string, Bench> = new Map<string, Bench>([
  [
    'receive',
    { file: 'backend/bench/receive.ts', what: 'durable spans per second, memory, delay' },
  ],
  [
    'queries',
    { file: 'backend/bench/queries.ts', what: 'what a panel waits for among a million sessions' },
  ],
  ['decode', { file: 'backend/bench/decode.ts', what: 'decoded spans per CPU second' }],
  [
    'overhead',
    {
      file: 'instrumentation/bench/overhead/overhead.ts',
      what: 'CPU and latency the instrumentation adds to an app',
      prepare: async () => (await installFixturePackages(ROOT)) && (await build(ROOT)).length === 0,
    },
  ],
]);

const [wanted, ...args] = process.argv.slice(3);
const bench = BENCHES.get(wanted ?? '');
if (bench && (await bench.prepare?.()) === false) {
  console.error(`The bench '${wanted}' could not be prepared; what is missing is said above.`);
  process.exitCode = 1;
} else if (bench) {
  const child = spawn(process.execPath, [bench.file, ...args], { cwd: ROOT, stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  if (wanted) console.error(`There is no bench '${wanted}'.`);
  console.log('Start one with `npm run bench -- <name>`:');
  for (const [name, { what }] of BENCHES) console.log(`  ${name.padEnd(10)} ${what}`);
  process.exitCode = wanted ? 1 : 0;
}
