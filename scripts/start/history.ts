import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { StartError } from './child.ts';

// A million short-lived spans: with the default of 16 MiB a fifth of the time goes into collecting.
const YOUNG_SPACE = '--max-semi-space-size=32';

/** A past that is being made. */
export interface History {
  /** Resolves when sessions of others no longer keep it from being made, or when it will not be made. */
  readonly planned: Promise<void>;
  /** Rejects when it fails; a later start goes on where it stopped. */
  readonly made: Promise<void>;
}

/** Fills an empty store with the past month; the bar is drawn by the process that does it. */
export function startHistory(
  root: string,
  env: NodeJS.ProcessEnv,
  backendUrl: string,
  signal: AbortSignal,
): History {
  const script = join(root, 'examples/phones/src/history/main.ts');
  const parent = new URL('./exit-with-parent.mjs', import.meta.url).href;
  const child = spawn(process.execPath, [YOUNG_SPACE, '--import', parent, script], {
    cwd: root,
    env: { ...env, HOPSCOPE_URL: backendUrl },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    signal,
  });
  const made = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartError('The past could not be made; the next start goes on with it.'));
    });
  });
  const told = new Promise<void>((resolve) => child.once('message', () => resolve()));
  return { planned: Promise.race([told, made]), made };
}
