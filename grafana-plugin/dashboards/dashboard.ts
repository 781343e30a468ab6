import { createHash } from 'node:crypto';
import type { Dashboard } from '@grafana/schema';
import { topLinks } from './links.ts';
import type { Panel } from './panel.ts';
import { DATASOURCE, NARROWED, variables } from './variables.ts';

const COLUMNS = 24;

/** Panels side by side, each with its width; a whole row is 24 wide. */
export interface Row {
  /** In Grafana's grid units of 38 pixels. */
  readonly height: number;
  readonly panels: readonly (readonly [width: number, panel: Panel])[];
}

export interface Content {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Variables besides those that all have. */
  readonly own: readonly object[];
  readonly rows: readonly Row[];
}

/** A dashboard as Grafana imports it from a plugin: the last seven days of whichever data source. */
export function dashboard({ uid, title, description, own, rows }: Content): object {
  const model = {
    uid,
    title,
    description,
    tags: ['hopscope', 'ussd'],
    editable: true,
    graphTooltip: 1,
    schemaVersion: 42,
    time: { from: 'now-7d', to: 'now' },
    timezone: 'browser',
    refresh: '1m',
    fiscalYearStartMonth: 0,
    weekStart: '',
    preload: false,
    links: topLinks.map((link) => ({ ...link, tags: [...link.tags] })),
  } satisfies Partial<Dashboard>;
  const whole = {
    ...model,
    annotations: { list: [deployments] },
    templating: { list: variables(...own) },
    panels: place(rows),
  };
  return { ...whole, revision: revisionOf(whole) };
}

const deployments = {
  name: 'Deployments',
  datasource: DATASOURCE,
  enable: true,
  hide: false,
  iconColor: 'super-light-blue',
  target: {
    refId: 'deployments',
    queryType: 'deployments',
    filters: { serviceCode: NARROWED.serviceCode, provider: NARROWED.provider },
  },
};

function place(rows: readonly Row[]): object[] {
  const placed: object[] = [];
  let y = 0;
  for (const { height, panels } of rows) {
    let x = 0;
    for (const [w, panel] of panels) {
      placed.push({ id: placed.length + 1, gridPos: { x, y, w, h: height }, ...panel });
      x += w;
    }
    if (x !== COLUMNS)
      throw new Error(`A row is ${x} wide, expected ${COLUMNS}: "${panels[0]?.[1].title}"`);
    y += height;
  }
  return placed;
}

// Grafana imports an app's dashboard again when this number is another one than it has.
function revisionOf(content: object): number {
  return createHash('sha256').update(JSON.stringify(content)).digest().readUInt32BE() >>> 1;
}
