import { resolve } from 'node:path';
import process from 'node:process';
import { build } from './build/build.ts';
import { ROOT } from './root.ts';
import { StartError } from './start/child.ts';
import { demoEnv, startBackend, startDemo } from './start/demo.ts';
import { startHistory } from './start/history.ts';
import { runParts } from './start/run-parts.ts';
import { searchHint } from './start/search-hint.ts';

await runParts(async ({ onUp, somebodyDied, signal }) => {
  if ((await build(ROOT)).length > 0) return 'Not started: the build failed.';
  const env = demoEnv(process.env);
  const logDir = resolve(ROOT, env.HOPSCOPE_DATA_DIR || 'data', 'logs');
  const settings = { root: ROOT, env, logDir, onUp };
  const backend = await startBackend(settings);
  await answers(`${backend.address}/readyz`);
  await answers(backend.address);
  // At once: what comes now takes a minute the first time, and can be watched on the page.
  console.log(`\nHopscope is at ${backend.address}\n`);
  const history = startHistory(ROOT, env, backend.address, signal);
  await history.planned;
  await Promise.all([startDemo(settings, backend.address), history.made]);
  console.log(`
A demo wallet is being dialled; its people and numbers are made up.
${await searchHint(backend.address, env.HOPSCOPE_TOKEN)}
Logs: ${logDir}   Stop: Ctrl-C
`);
  return somebodyDied;
});

async function answers(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new StartError(`${url} answers ${status}, expected 200`);
}
