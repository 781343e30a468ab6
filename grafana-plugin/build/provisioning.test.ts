import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { APP_ID, DATASOURCE_ID } from '../src/plugin-ids.ts';
import { ROOT, readText } from './plugin-files.ts';

// What Grafana loads at its start, by kind of thing.

const PROVISIONING = '../provisioning';
const read = (path: string) => parse(readText(PROVISIONING, path));
const files = ['datasources', 'plugins', 'dashboards'].flatMap((kind) =>
  readdirSync(join(ROOT, PROVISIONING, kind)).map((file) => `${kind}/${file}`),
);

test.each(files)('%s is a file of the first version of its format', (file) => {
  expect(file).toMatch(/\.yaml$/);
  expect(read(file)).toMatchObject({ apiVersion: 1 });
});

test('the data source is ours, and asks where the environment says, with the token it says', () => {
  const { datasources } = read('datasources/hopscope.yaml');
  expect(datasources).toHaveLength(1);
  expect(datasources[0]).toMatchObject({
    uid: 'hopscope',
    type: DATASOURCE_ID,
    access: 'proxy',
    url: expect.stringMatching(/^\$\{HOPSCOPE_URL\}$/),
    secureJsonData: { token: expect.stringMatching(/^\$\{HOPSCOPE_TOKEN\}$/) },
  });
});

test('nothing that is secret, or true of one machine only, stands in a file', () => {
  for (const file of files) {
    const text = readText(PROVISIONING, file);
    expect(text, file).not.toMatch(/https?:\/\/|localhost|127\.0\.0\.1|Bearer|[0-9a-f]{16}/);
    for (const [, value] of text.matchAll(/(?:token|password|secret|key)\w*:\s*(\S+)/gi)) {
      expect(value, file).toMatch(/^\$\{\w+\}$/);
    }
  }
});

test('the app is enabled, which brings its dashboards', () => {
  const { apps } = read('plugins/hopscope.yaml');
  expect(apps).toEqual([{ type: APP_ID, org_id: 1, disabled: false }]);
});

test('the dashboards are those of the plugin that is installed', () => {
  const { providers } = read('dashboards/hopscope.yaml');
  expect(providers).toHaveLength(1);
  const [, folder = ''] = providers[0].options.path.split(`$GF_PATHS_PLUGINS/${APP_ID}/`);
  // dist/ has it at the same place (build/dist.test.ts).
  expect(existsSync(join(ROOT, 'src', folder, 'ussd-overview.json'))).toBe(true);
  expect(folder).toBe('dashboards');
});
