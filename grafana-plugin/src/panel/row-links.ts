import {
  applyFieldOverrides,
  type Field,
  type FieldConfigSource,
  FieldType,
  type GrafanaTheme2,
  type InterpolateFunction,
  type LinkModel,
  toDataFrame,
} from '@grafana/data';
import type { SessionRow } from '../components/index.ts';

/** How links are made of a row's values. */
export interface LinkParts {
  readonly fieldConfig: FieldConfigSource;
  readonly replaceVariables: InterpolateFunction;
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
}

/** Whether a panel has data links at all. */
export function hasLinks({ defaults, overrides }: FieldConfigSource): boolean {
  return (
    (defaults.links?.length ?? 0) > 0 ||
    overrides.some(({ properties }) => properties.some(({ id }) => id === 'links'))
  );
}

const TYPES: Readonly<Record<string, FieldType>> = {
  number: FieldType.number,
  boolean: FieldType.boolean,
};

/** The data links of one session, each once: those of all fields stand on every one of them. */
export function linksOf(row: SessionRow, parts: LinkParts): LinkModel<Field>[] {
  const fields = Object.entries(row).map(([name, value]) => ({
    name,
    type: name === 'startedAt' ? FieldType.time : (TYPES[typeof value] ?? FieldType.string),
    values: [value],
    config: {},
  }));
  const [frame] = applyFieldOverrides({
    data: [toDataFrame({ name: 'sessions', fields })],
    ...parts,
  });
  // The first field of a default link is as good as any; the session's id is what one is most likely about.
  const ordered = (frame?.fields ?? []).toSorted(
    (a, b) => Number(b.name === 'sessionId') - Number(a.name === 'sessionId'),
  );
  const links = new Map<string, LinkModel<Field>>();
  const seen = new Set<unknown>();
  for (const field of ordered) {
    const models = field.getLinks?.({ valueRowIndex: 0 }) ?? [];
    models.forEach((model, position) => {
      const link = field.config.links?.[position];
      const name = `${link?.title} ${link?.url}`;
      if (!seen.has(name)) {
        seen.add(name);
        links.set(name, model);
      }
    });
  }
  return [...links.values()];
}
