import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../src/components/data/session-types.ts';
import { columnLook } from '../src/datasource/column-look.ts';
import { DATASOURCE_ID, PANEL_ID } from '../src/plugin-ids.ts';
import { DASHBOARDS, toText } from './all-dashboards.ts';
import { STACKS } from './colors.ts';
import { dashboard } from './dashboard.ts';
import type { Override } from './overrides.ts';

const SRC = join(import.meta.dirname, '../src');
const FOLDER = join(SRC, 'dashboards');

/** As much of a dashboard as the tests look at. */
interface Model {
  readonly uid: string;
  readonly title: string;
  readonly revision: number;
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string }[];
  };
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly description: string;
    readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
    readonly targets: readonly {
      readonly queryType: string;
      readonly by?: string;
      readonly filters: object;
    }[];
    readonly transformations?: readonly {
      readonly options: {
        readonly indexByName?: Readonly<Record<string, number>>;
        readonly binary?: Readonly<Record<'left' | 'right', { matcher: { options: string } }>>;
      };
    }[];
    readonly fieldConfig: {
      readonly defaults: { readonly noValue?: string };
      readonly overrides: readonly Override[];
    };
  }[];
}

const files = Object.keys(DASHBOARDS) as (keyof typeof DASHBOARDS)[];
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const models = new Map<string, Model>(files.map((file) => [file, JSON.parse(read(file))]));
const uids = [...models.values()].map(({ uid }) => uid);

/** Everything in a JSON value, itself and what it holds, with the keys that lead there. */
function* walk(value: unknown, path: readonly string[] = []): Generator<[string[], unknown]> {
  yield [[...path], value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, held] of Object.entries(value)) yield* walk(held, [...path, key]);
}

test('the folder holds what the sources say: npm run dashboards in grafana-plugin', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...files].sort());
  for (const file of files) expect(read(file), file).toBe(toText(DASHBOARDS[file]));
});

test('the app brings every dashboard, and its navigation leads to each', () => {
  const { includes } = JSON.parse(readFileSync(join(SRC, 'plugin.json'), 'utf8'));
  const brought = includes.filter(({ type }: { type: string }) => type === 'dashboard');
  expect(brought).toEqual(
    files.map((file) => ({
      type: 'dashboard',
      name: models.get(file)?.title,
      uid: models.get(file)?.uid,
      path: `dashboards/${file}`,
      role: 'Viewer',
      addToNav: true,
    })),
  );
  expect(new Set(uids).size).toBe(files.length);
});

test('a dashboard with anything changed in it has another revision, by which Grafana imports it again', () => {
  const made = (title: string) =>
    dashboard({ uid: 'x', title, description: '', own: [], rows: [] }) as Model;
  expect(made('a').revision).toBe(made('a').revision);
  expect(made('a').revision).not.toBe(made('b').revision);
});

test('every outcome has a word and a colour of its own', () => {
  const own = (id: string) =>
    OUTCOMES.map((outcome) =>
      STACKS.find(({ matcher }) => matcher.options === outcome)?.properties.find(
        (property) => property.id === id,
      ),
    ).map((property) => JSON.stringify(property?.value));
  for (const id of ['displayName', 'color']) {
    expect(own(id)).not.toContain(undefined);
    expect(new Set(own(id)).size).toBe(OUTCOMES.length);
  }
});

describe.each(files)('%s', (file) => {
  const model = models.get(file) as Model;
  const held = [...walk(model)];

  test('names no data source of one Grafana', () => {
    const named = held.filter(([path]) => path.at(-1) === 'datasource').map(([, value]) => value);
    expect(named.length).toBeGreaterThan(model.panels.length);
    for (const datasource of named) {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in
      expect(datasource).toEqual({ type: DATASOURCE_ID, uid: '${ds}' });
    }
    expect(model.templating.list[0]).toMatchObject({ name: 'ds', query: DATASOURCE_ID });
  });

  test('knows every variable that it uses', () => {
    const known = new Set(model.templating.list.map(({ name }) => name));
    const texts = held.flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
    const used = texts.flatMap((text) =>
      [...text.matchAll(/\$\{?(\w+)/g), ...text.matchAll(/[?&]var-(\w+)=/g)].map(
        ([, name]) => name,
      ),
    );
    expect(used.filter((name = '') => !name.startsWith('__') && !known.has(name))).toEqual([]);
    for (const name of known) expect(name === 'filters' || used.includes(name), name).toBe(true);
  });

  test('says of every panel what its numbers mean, and narrows each by the variables', () => {
    for (const { title, description, targets } of model.panels) {
      expect(description.length, title).toBeGreaterThan(50);
      for (const { filters } of targets) {
        expect(filters, title).toMatchObject({
          serviceCode: ['$serviceCode'],
          network: ['$network'],
          provider: ['$provider'],
          version: ['$version'],
        });
      }
    }
    expect(new Set(model.panels.map(({ title }) => title)).size).toBe(model.panels.length);
  });

  // Grafana says the same text of an answer without rows and of a question that failed.
  test('claims of no panel that there is nothing where the question may have failed', () => {
    for (const { type, title, fieldConfig } of model.panels) {
      const { noValue = 'No data' } = fieldConfig.defaults;
      if (type === 'stat') expect(noValue, title).toBe('–');
      else expect(noValue, title).toContain('A red triangle at the title says what went wrong');
    }
  });

  test('says the text of a panel without data in no tick and no tooltip', () => {
    for (const { title, fieldConfig } of model.panels) {
      for (const type of ['number', 'string']) {
        const own = fieldConfig.overrides.find(
          ({ matcher }) => matcher.id === 'byType' && matcher.options === type,
        );
        const text = own?.properties.find(({ id }) => id === 'noValue')?.value;
        expect(String(text).length, `${title}, ${type}`).toBeLessThan(2);
      }
    }
  });

  // Grafana reckons with them, and orders them, by what the data source calls them.
  test('reckons with columns by their titles', () => {
    for (const { title, transformations = [] } of model.panels) {
      for (const { left, right } of transformations.flatMap(
        ({ options }) => options.binary ?? [],
      )) {
        for (const { options } of [left.matcher, right.matcher]) {
          expect(columnLook(options.toLowerCase()).title, title).toBe(options);
        }
      }
    }
  });

  test('gives columns their places under their titles', () => {
    for (const { title, targets, transformations = [] } of model.panels) {
      for (const { indexByName = {} } of transformations.map(({ options }) => options)) {
        // Names begin in lower case, titles do not.
        for (const name of Object.keys(indexByName).filter((key) => /^[a-z]/.test(key))) {
          const shown = columnLook(name, targets[0]?.by).title;
          expect(indexByName[shown], `${title}, ${shown}`).toBe(indexByName[name]);
        }
      }
    }
  });

  test('leaves no hole and lays nothing over another', () => {
    const cells = model.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    const bottom = Math.max(...model.panels.map(({ gridPos: { y, h } }) => y + h));
    expect(cells.length).toBe(24 * bottom);
  });

  test('leads to pages that exist', () => {
    const urls = held.flatMap(([path, value]) =>
      path.at(-1) === 'url' && value ? [String(value)] : [],
    );
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      const dashboard = /^\/d\/([^?]+)\?/.exec(url)?.[1];
      if (dashboard === undefined) expect(url).toMatch(/^\/a\/hopscope-ussd-app\/sessions\?/);
      else expect(uids).toContain(dashboard);
    }
  });
});

test('the overview has the sessions themselves, in the panel of Hopscope', () => {
  const panels = models.get('ussd-overview.json')?.panels ?? [];
  expect(panels.filter(({ type }) => type === PANEL_ID)).toHaveLength(1);
});
