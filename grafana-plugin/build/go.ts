import { spawnSync } from 'node:child_process';
import type { Platform } from './binaries.ts';

/** Whether this machine can compile the Go part, and for which platform its own Grafana would be. */
export type Go =
  | { readonly isThere: true; readonly platform: Platform }
  | { readonly isThere: false; readonly why: string };

// Some 100 MB the first time; a proxy that does not answer must not hold everything up.
const DOWNLOAD_MS_MAX = 5 * 60_000;

/** Looks for Go and for the modules that go.mod asks for; downloads them when they are missing. */
export function goOf(root: string): Go {
  const asked = spawnSync('go', ['env', 'GOOS', 'GOARCH'], { cwd: root, encoding: 'utf8' });
  if (asked.error) return { isThere: false, why: 'there is no Go on this machine' };
  if (asked.status !== 0) return { isThere: false, why: `go env: ${lastLine(asked.stderr)}` };
  const options = { cwd: root, encoding: 'utf8', timeout: DOWNLOAD_MS_MAX } as const;
  const modules = spawnSync('go', ['mod', 'download'], options);
  if (modules.status !== 0) {
    return {
      isThere: false,
      why: `Go's modules cannot be had: ${lastLine(modules.stderr) || 'they took too long'}`,
    };
  }
  const [os, arch] = asked.stdout.trim().split('\n');
  return { isThere: true, platform: { os, arch } as Platform };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
