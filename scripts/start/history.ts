import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

// A million short-lived spans: with the default of 16 MiB a fifth of the time goes into collecting.
const YOUNG_SPACE = '--max-semi-space-size=32';

/**
 * Fills an empty store with the past month; the bar is drawn by the process that does it.
 *
 * @throws {Error} when it fails; a later start goes on where it stopped.
 */
export async function makeHistory(
  root: string,
  env: NodeJS.ProcessEnv,
  backendUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const script = join(root, 'examples/phones/src/history/main.ts');
  const parent = new URL('./exit-with-parent.mjs', import.meta.url).href;
  const child = spawn(process.execPath, [YOUNG_SPACE, '--import', parent, script], {
    cwd: root,
    env: { ...env, HOPSCOPE_URL: backendUrl },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The history could not be made (code ${code})`);
}
