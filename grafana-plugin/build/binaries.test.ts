import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { binaryName, PLATFORMS, platformsHere, writeGoManifest } from './binaries.ts';

test('there is a binary for every system that Grafana runs on, named as it looks for them', () => {
  expect(PLATFORMS.map((platform) => binaryName('gpx_ussd', platform))).toEqual([
    'gpx_ussd_linux_amd64',
    'gpx_ussd_linux_arm64',
    'gpx_ussd_darwin_amd64',
    'gpx_ussd_darwin_arm64',
    'gpx_ussd_windows_amd64.exe',
    'gpx_ussd_windows_arm64.exe',
  ]);
});

test('on a Mac there is one for its own Grafana and one for Grafana in a container', () => {
  const linux = { os: 'linux', arch: 'arm64' } as const;
  const mac = { os: 'darwin', arch: 'arm64' } as const;
  expect(platformsHere(mac)).toEqual([mac, linux]);
  expect(platformsHere(linux)).toEqual([linux]);
});

// utils.GenerateManifest of the SDK, run on these files, gave the same.
test('the manifest lists Go files in the order of a walk, with their hashes', () => {
  const root = mkdtempSync(join(tmpdir(), 'hopscope-manifest-'));
  for (const folder of ['a', 'node_modules']) mkdirSync(join(root, folder));
  for (const file of ['b.go', 'a.go', 'a/z.go', 'a/note.txt', 'node_modules/x.go']) {
    writeFileSync(join(root, file), file);
  }
  writeGoManifest(root, join(root, 'dist'));
  const lines = readFileSync(join(root, 'dist/go_plugin_build_manifest'), 'utf8').split('\n');
  rmSync(root, { recursive: true });
  expect(lines.map((line) => line.split(':')[1])).toEqual(['a/z.go', 'a.go', 'b.go', undefined]);
  expect(lines[2]).toBe('4d2b2246e0cda649573fe312c6ae367756cd1d86ef22c0ea88af80adecb18389:b.go');
});
