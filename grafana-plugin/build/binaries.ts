import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A system that Grafana runs on, in Go's words. */
export interface Platform {
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly arch: 'amd64' | 'arm64';
}

/** All that the plugin is made for. */
export const PLATFORMS: readonly Platform[] = (['linux', 'darwin', 'windows'] as const).flatMap(
  (os) => (['amd64', 'arm64'] as const).map((arch) => ({ os, arch })),
);

/** What a Grafana on this machine needs, in a container or not. */
export function platformsHere(host: Platform): readonly Platform[] {
  return host.os === 'linux' ? [host] : [host, { os: 'linux', arch: host.arch }];
}

/** How every Go command is called; other flags would make Go compile everything a second time. */
export const GO_FLAGS = ['-trimpath', '-tags', 'arrow_json_stdlib'] as const;

/** Static, so that one binary runs on every Linux, Alpine included. */
export const GO_ENV = { CGO_ENABLED: '0' } as const;

/** The file that Grafana looks for: `executable` of plugin.json and the platform. */
export function binaryName(executable: string, { os, arch }: Platform): string {
  return `${executable}_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;
}

/** Arguments of `go` that build one binary; what the SDK's mage target does (build/common.go). */
export function goBuildArgs(output: string, plugin: { id: string; version: string }): string[] {
  const info = JSON.stringify({ pluginID: plugin.id, version: plugin.version });
  const infoAt = 'github.com/grafana/grafana-plugin-sdk-go/build/buildinfo.buildInfoJSON';
  return ['build', ...GO_FLAGS, '-ldflags', `-s -w -X '${infoAt}=${info}'`, '-o', output, './pkg'];
}

/**
 * Writes `go_plugin_build_manifest`, by which the catalog's check sees that the binaries were built
 * from the sources it has: a line `sha256:path` for every Go file, in the order of a walk.
 */
export function writeGoManifest(root: string, dist: string): void {
  const files = globSync('**/*.go', { cwd: root, exclude: ['node_modules', 'dist'] })
    .map((file) => file.replaceAll('\\', '/'))
    .sort(byPart);
  const lines = files.map((file) => `${sha256(join(root, file))}:${file}\n`);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'go_plugin_build_manifest'), lines.join(''));
}

// Go's filepath.WalkDir sorts within a folder: `a/b` comes before `a.go` there, in a text not.
function byPart(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((part, index) => part !== right[index]);
  return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
