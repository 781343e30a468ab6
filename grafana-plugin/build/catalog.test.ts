import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, PLUGIN_FOLDERS, ROOT, readPluginJson, readText } from './plugin-files.ts';

// What Grafana's plugin validator refuses or warns of, as far as the sources show it. Its other rules
// look at the archive: dist.test.ts.

// docs/sources/developers/plugins/plugin.schema.json of Grafana 12.4 refuses other keys.
const KEYS = {
  all: ['$schema', 'type', 'name', 'id', 'info', 'dependencies'],
  app: ['includes', 'extensions', 'preload'],
  datasource: [
    ...['metrics', 'logs', 'tracing', 'annotations', 'alerting', 'streaming', 'backend'],
    ...['executable', 'category', 'queryOptions', 'includes', 'multiValueFilterOperators'],
  ],
  panel: ['suggestions', 'skipDataQuery'],
};
const INFO_KEYS = [
  ...['author', 'description', 'keywords', 'links', 'logos', 'screenshots', 'updated', 'version'],
];
const INCLUDE_KEYS = [
  ...['uid', 'type', 'name', 'role', 'action', 'path', 'addToNav', 'defaultNav', 'icon'],
];

const app = readPluginJson('src', '');
const packageJson = JSON.parse(readText('package.json'));
const sources = filesBelow('src').filter((file) => /\.tsx?$/.test(file));

describe.each(PLUGIN_FOLDERS)('plugin.json in src/%s', (folder) => {
  const plugin = readPluginJson('src', folder);

  test('has an id of three parts that ends with its type, and a name for people', () => {
    expect(plugin.id).toMatch(new RegExp(`^[0-9a-z]+-[0-9a-z]+-${plugin.type}$`));
    expect(plugin.id.split('-')[0]).toBe(app.id.split('-')[0]);
    expect(plugin.name).not.toBe(plugin.id);
    expect(plugin.name).toMatch(/^[A-Z]/);
  });

  test('has no key that Grafana does not know', () => {
    const known = new Set([...KEYS.all, ...KEYS[plugin.type as 'app' | 'datasource' | 'panel']]);
    expect(Object.keys(plugin).filter((key) => !known.has(key))).toEqual([]);
    expect(Object.keys(plugin.info).filter((key) => !INFO_KEYS.includes(key))).toEqual([]);
    const includeKeys = (plugin.includes ?? []).flatMap((include) => Object.keys(include));
    expect(includeKeys.filter((key) => !INCLUDE_KEYS.includes(key))).toEqual([]);
  });

  test('says what it is, and takes version and date from the build', () => {
    expect(plugin.info.description.length).toBeGreaterThan(20);
    expect(plugin.info.keywords.length).toBeGreaterThan(1);
    expect(plugin.info).toMatchObject({ version: '%VERSION%', updated: '%TODAY%' });
  });

  test('asks for the same Grafana as the others', () => {
    expect(plugin.dependencies.grafanaDependency).toBe('>=12.4.0');
  });

  test('has logos that are drawings and nothing else', () => {
    for (const logo of [plugin.info.logos.small, plugin.info.logos.large]) {
      const svg = readText('src', folder, logo);
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|href=|url\(|@import|<image/i);
    }
    for (const { path } of plugin.info.screenshots) {
      expect(existsSync(join(ROOT, 'src', folder, path)), path).toBe(true);
    }
  });
});

test('the app declares the plugins nested in it, and only it has any', () => {
  const nested = PLUGIN_FOLDERS.filter((folder) => folder !== '');
  const declared = (app.includes ?? []).filter(({ path }) => path.endsWith('/plugin.json'));
  expect(declared.map(({ type, path }) => [type, path])).toEqual(
    nested.map((folder) => [readPluginJson('src', folder).type, `${folder}/plugin.json`]),
  );
  const found = filesBelow('src').filter((file) => /(^|\/)plugin\.json$/.test(file));
  expect(found).toEqual([...nested.map((folder) => `${folder}/plugin.json`), 'plugin.json'].sort());
});

// Grafana 12.4 asks only those for suggestions (getAllSuggestions.ts).
test('a panel that suggests itself says so in its plugin.json', () => {
  const suggests = /\.setSuggestionsSupplier\(/.test(readText('src/panel/module.tsx'));
  expect(readPluginJson('src', 'panel').suggestions ?? false).toBe(suggests);
});

test('the changelog begins with the version of the package', () => {
  expect(packageJson.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(/^## (\S+)/m.exec(readText('CHANGELOG.md'))?.[1]).toBe(packageJson.version);
  const repository = JSON.parse(readText('../package.json'));
  expect(packageJson).toMatchObject({ version: repository.version, license: repository.license });
});

test('the license is Apache 2.0, with its owner filled in', () => {
  expect(readText('LICENSE')).toMatch(/Apache License\s+Version 2\.0/);
  expect(readText('LICENSE')).not.toMatch(/\[yyyy\]|\[name of copyright owner\]/);
});

test('the README is for those who use the plugin', () => {
  const readme = readText('src/README.md');
  expect(readme).toMatch(/^# Hopscope/);
  expect(readme).not.toMatch(/<!--|TODO|\b(yarn|npm|nodejs|webpack|mage|golang|docker compose)\b/i);
});

test('the build is the one the catalog knows', () => {
  expect(readText('.config/webpack/webpack.config.ts')).toContain('@grafana/create-plugin');
  expect(existsSync(join(ROOT, 'Magefile.go'))).toBe(true);
  const goMod = readText('go.mod');
  expect(goMod).toMatch(/grafana-plugin-sdk-go v0\.\d+\.\d+$/m);
  expect(goMod).not.toMatch(/^replace/m);
  // Every Go file of this folder has to be in the build's manifest.
  const go = filesBelow('.').filter((file) => /^(?!node_modules\/).*\.go$/.test(file));
  expect(go.filter((file) => file !== 'Magefile.go' && !file.startsWith('pkg/'))).toEqual([]);
});

test.each([
  ['console.log', /\bconsole\.(log|info)\b/],
  ["Grafana's own globals", /window\.(grafanaBootData|grafanaRuntime)/],
  [
    'what React 19 no longer has',
    /\b(ReactDOM\.render|findDOMNode|defaultProps|propTypes|contextTypes|createFactory)\b|react-dom\/test-utils|\bref="|\buseRef(<[^()]*>)?\(\)/,
  ],
  [
    'what React 18 does not have',
    /import \{[^}]*\b(use|useActionState|useOptimistic)\b[^}]*\} from 'react'/,
  ],
])('no source uses %s', (_what, pattern) => {
  expect(sources.filter((file) => pattern.test(readText('src', file)))).toEqual([]);
});

test('Go reads no environment and no files', () => {
  const go = filesBelow('pkg').filter((file) => !file.endsWith('_test.go'));
  const pattern =
    /os\.(Getenv|LookupEnv|Environ|Open|ReadFile|WriteFile)|syscall\.Exec|http\.Client\{/;
  expect(go.filter((file) => pattern.test(readText('pkg', file)))).toEqual([]);
});

// webpack puts lazy chunks beside the app's module, Grafana would ask for them beside the nested one's.
test('nothing that a nested plugin loads is loaded lazily', () => {
  const lazy = sources.filter((file) => /\bimport\(|\blazy\(/.test(readText('src', file)));
  expect(lazy.filter((file) => !/^(module\.tsx|pages\/)|\.test\.tsx?$/.test(file))).toEqual([]);
});

test('dashboards name no data source of one Grafana', () => {
  for (const file of filesBelow('src').filter((name) => /dashboards\/.*\.json$/.test(name))) {
    const uids = [...readText('src', file).matchAll(/"datasource":\s*\{[^}]*"uid":\s*"([^"]*)"/g)];
    const hard = uids.map(([, uid = '']) => uid).filter((uid) => !/^\$\{|^-- |^grafana$/.test(uid));
    expect(hard, file).toEqual([]);
  }
});
