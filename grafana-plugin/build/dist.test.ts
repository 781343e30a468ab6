import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { filesBelow, PLUGIN_FOLDERS, ROOT, readPluginJson, readText } from './plugin-files.ts';

// What `npm run build` made, as Grafana and its validator see it.

const PANEL_GZIP_BYTES_MAX = 300_000;

// .config/bundler/externals.ts; Grafana hands these to plugins (loader/sharedDependencies.ts).
const SHARED =
  /^(@grafana\/(data|runtime|ui)(\/unstable)?|@emotion\/(css|react)|react(\/jsx-runtime)?|react-dom|react-router|rxjs|lodash|moment|d3|i18next|module)$/;

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
}

const readMap = (...path: readonly string[]): SourceMap => JSON.parse(readText('dist', ...path));
const scripts = filesBelow('dist').filter((file) => file.endsWith('.js'));

describe.each(PLUGIN_FOLDERS)('dist/%s', (folder) => {
  test('is a plugin that Grafana can load: plugin.json, module, map, logo', () => {
    const plugin = readPluginJson('dist', folder);
    const { version } = JSON.parse(readText('package.json'));
    expect(plugin.info.version).toBe(version);
    expect(plugin.info.updated).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(JSON.stringify(plugin)).not.toContain('%');
    expect(plugin).toMatchObject({ buildMode: 'production' });
    expect(readText('dist', folder, 'module.js')).toMatch(/^(\/\*.*\*\/\s*)*define\(\[/);
    for (const logo of [plugin.info.logos.small, plugin.info.logos.large]) {
      expect(existsSync(join(ROOT, 'dist', folder, logo)), logo).toBe(true);
    }
  });

  test('gets from Grafana what Grafana shares, and nothing else from outside', () => {
    const asked = /define\(\[(.*?)\]/.exec(readText('dist', folder, 'module.js'))?.[1] ?? '';
    const names = [...asked.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
    expect(names).toContain('@grafana/data');
    expect(names.filter((name) => !SHARED.test(name))).toEqual([]);
  });
});

test('no package that Grafana shares is bundled', () => {
  const bundled = scripts.flatMap((file) => readMap(`${file}.map`).sources);
  const packages = bundled
    .map((source) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(source)?.[1])
    .filter((name) => name !== undefined);
  expect(packages.filter((name) => SHARED.test(name) || name.startsWith('react-'))).toEqual([]);
});

test('every script has a map of the very sources it was built from', () => {
  for (const file of scripts) {
    const { sources, sourcesContent } = readMap(`${file}.map`);
    for (const [index, source] of sources.entries()) {
      const own = /^webpack:\/\/hopscope-ussd-app\/\.\/([^?]+\.tsx?)$/.exec(source)?.[1];
      if (own === undefined) continue;
      expect(
        sourcesContent[index] === readText('src', own),
        `${own} is newer than dist: node grafana-plugin/build/build.ts --go=none`,
      ).toBe(true);
    }
  }
});

test('the panel stays small', () => {
  const bytes = gzipSync(readText('dist/panel/module.js')).length;
  expect(bytes).toBeLessThan(PANEL_GZIP_BYTES_MAX);
});

// The scaffold's JSX did: every module loaded, and failed when it was first drawn.
test('nothing expects a global React', () => {
  expect(scripts.filter((file) => /\bReact\./.test(readText('dist', file)))).toEqual([]);
});

test('only the app has chunks besides its module', () => {
  expect(scripts.filter((file) => file.includes('/'))).toEqual([
    'datasource/module.js',
    'panel/module.js',
  ]);
});

test('nothing is left in it that belongs elsewhere', () => {
  const expected =
    /^(LICENSE|README\.md|CHANGELOG\.md|go_plugin_build_manifest|\d+\.js(\.map)?|((datasource|panel)\/)?(plugin\.json|module\.js(\.map)?|img\/[\w-]+\.(svg|png)|dashboards\/[\w-]+\.json|gpx_ussd_(linux|darwin|windows)_(amd64|arm64)(\.exe)?))$/;
  expect(filesBelow('dist').filter((file) => !expected.test(file))).toEqual([]);
});
