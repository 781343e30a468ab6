import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnLook } from '../../grafana-plugin/src/datasource/column-look.ts';
import { createQuestionQueue } from '../src/query/question-queue.ts';
import { createQueryRouter } from '../src/query/router.ts';
import { DEMO_START, demoSession } from './demo-session.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';
import { quietLog } from './quiet-log.ts';

// The Grafana dashboards ask this backend: each of their questions as Grafana sends it.

const FOLDER = join(import.meta.dirname, '../../grafana-plugin/src/dashboards');
const HOUR = 3_600_000;
const RANGE = { from: DEMO_START - HOUR, to: DEMO_START + HOUR, intervalMs: 60_000 };

type Question = Readonly<Record<string, unknown>> & { readonly queryType: string };
interface Frame {
  readonly schema: { readonly name: string; readonly fields: readonly { readonly name: string }[] };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly Question[];
    readonly transformations?: readonly { readonly id: string; readonly options: Options }[];
  }[];
  readonly annotations: { readonly list: readonly { readonly target: Question }[] };
  readonly templating: { readonly list: readonly { readonly query?: unknown }[] };
}
interface Options {
  readonly indexByName?: Readonly<Record<string, number>>;
  readonly excludeByName?: Readonly<Record<string, boolean>>;
  readonly include?: { readonly names?: readonly string[] };
  /** Of a field that is calculated. */
  readonly alias?: string;
}

const dashboards = readdirSync(FOLDER).map(
  (file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Dashboard] as const,
);

let opened: TestStore;
let server: Server;
let url = '';

beforeAll(async () => {
  opened = await openTestStore();
  const config = { goals: new Map(), idleLimitSeconds: 180, userHashKeys: [] };
  const app = express();
  app.use(createQueryRouter({ queue: createQuestionQueue(opened.store), config, log: quietLog }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/query`;
});
afterAll(async () => {
  server.close();
  await opened.close();
});

// All of a variable is asked by leaving out the list it stands in; Grafana's own fields by the bridge.
function asAsked({ datasource, ...question }: Question, stackBy: string): object {
  const isOpen = (value: unknown): boolean => JSON.stringify(value).includes('"$');
  const closed = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => !isOpen(value)));
  const { filters = {}, ...rest } = question;
  return {
    ...closed(rest),
    ...('stackBy' in rest && { stackBy }),
    filters: closed(filters as object),
  };
}

async function ask(question: Question, stackBy = 'outcome'): Promise<readonly Frame[]> {
  const body = JSON.stringify({ ...RANGE, queries: [asAsked(question, stackBy)] });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  const { results } = (await response.json()) as {
    results?: Readonly<Record<string, { readonly error?: string; readonly frames?: Frame[] }>>;
  };
  const [result] = Object.values(results ?? {});
  expect({ question, error: result?.error, status: response.status }).toEqual({
    question,
    error: undefined,
    status: 200,
  });
  return result?.frames ?? [];
}

const questionsOf = ({ panels, annotations, templating }: Dashboard): readonly Question[] => [
  ...panels.flatMap(({ targets }) => targets),
  ...annotations.list.map(({ target }) => target),
  ...templating.list.flatMap(({ query }) =>
    typeof query === 'object' && query !== null ? [query as Question] : [],
  ),
];

test.each(dashboards)('%s is answered while nobody has dialled yet', async (_file, dashboard) => {
  for (const question of questionsOf(dashboard)) {
    expect((await ask(question)).length).toBeGreaterThan(0);
  }
});

describe('once somebody has dialled', () => {
  beforeAll(() => opened.append(demoSession({ id: 'aa' })));

  test.each(dashboards)('%s has something to draw in every panel', async (_file, dashboard) => {
    for (const question of questionsOf(dashboard)) {
      for (const stackBy of 'stackBy' in question ? ['outcome', 'completed', 'network'] : ['']) {
        const [frame] = await ask(question, stackBy);
        expect(frame?.data.values[0]?.length, question.queryType).toBeGreaterThan(0);
        expect(frame?.schema.fields.length).toBeGreaterThan(1);
      }
    }
  });

  test.each(dashboards)(
    '%s orders and hides only columns that there are',
    async (_file, dashboard) => {
      for (const { title, targets, transformations = [] } of dashboard.panels) {
        const frames = await Promise.all(targets.map((question) => ask(question)));
        const [by] = targets.flatMap((question) => String(question.by ?? 'dimension'));
        // Grafana knows them by the data source's titles, too.
        const fields = frames.flat().flatMap(({ schema }) => {
          const names = schema.fields.map(({ name }) => name);
          return [...names, ...names.map((name) => columnLook(name, by).title)];
        });
        const made = transformations.flatMap(({ options: { alias } }) =>
          alias === undefined ? [] : [alias, columnLook(alias).title],
        );
        const named = transformations.flatMap(
          ({ options: { indexByName, excludeByName, include } }) => [
            ...Object.keys({ ...indexByName, ...excludeByName }),
            ...(include?.names ?? []),
          ],
        );
        expect(
          named.filter((name) => ![...fields, ...made].includes(name)),
          title,
        ).toEqual([]);
      }
    },
  );
});
