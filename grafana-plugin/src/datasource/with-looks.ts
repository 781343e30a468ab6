import type { DataFrame, Field, FieldConfig, ValueMap, ValueMapping } from '@grafana/data';
import { columnLook } from './column-look.ts';
import type { HopscopeQuery, QueryType } from './query.ts';
import {
  COMPLETED_LOOKS,
  type Look,
  OUTCOME_LOOKS,
  seriesLooks,
  toMapping,
} from './series-look.ts';

// Grafana reads their fields by name: as a graph, as a trace, as annotations.
const READ_BY_NAME = new Set<QueryType>(['flow', 'trace', 'deployments']);

/** What is asked for where a query over time names no number. */
const USUAL_MEASURES: { readonly [Type in QueryType]?: string } = {
  completion: 'rate',
  hooks: 'errorShare',
};

/** What stands in columns of the backend's words. */
const TEXTS: Readonly<Record<string, ValueMapping[]>> = {
  outcome: [toMapping(OUTCOME_LOOKS) as ValueMap],
  mostly: [toMapping(OUTCOME_LOOKS) as ValueMap],
  completed: [toMapping(COMPLETED_LOOKS) as ValueMap],
};

/**
 * A frame for panels that nobody set up: with titles for people beside the backend's names, the
 * sessions page's colours, and units. The names stay, and what a panel overrides wins.
 *
 * @param all queries of the panel, this one among them.
 */
export function withLooks(
  frame: DataFrame,
  query: HopscopeQuery,
  all: readonly HopscopeQuery[],
): DataFrame {
  const { queryType } = query;
  if (queryType === undefined || READ_BY_NAME.has(queryType)) return frame;
  if (isOverTime(frame)) return withSeriesLooks(frame, query);
  return withColumnLooks(frame, query, isLikeAnother(query, all) ? ` (${query.refId})` : '');
}

// Two tables with the same columns may be joined, and of columns with the same title Grafana's table
// shows one twice. Texts stay the same in both: by them they are joined.
function isLikeAnother(query: HopscopeQuery, all: readonly HopscopeQuery[]): boolean {
  const columnsOf = ({ queryType, form, measure }: HopscopeQuery) =>
    [queryType, form, form === 'alert' && measure].join();
  return all.filter((other) => columnsOf(other) === columnsOf(query)).length > 1;
}

// Not by the query: its form may be a variable.
function isOverTime({ meta }: DataFrame): boolean {
  return `${meta?.type}` === 'timeseries-wide';
}

function withSeriesLooks(frame: DataFrame, { queryType, measure }: HopscopeQuery): DataFrame {
  const usual = queryType === undefined ? undefined : USUAL_MEASURES[queryType];
  const { unit } = columnLook(measure ?? usual ?? '');
  const labelled = frame.fields.flatMap(({ labels }) => Object.entries(labels ?? {}).slice(0, 1));
  const looks = seriesLooks(
    labelled[0]?.[0] ?? '',
    labelled.map(([, value]) => value),
  );
  return withConfigs(frame, (field) => {
    if (`${field.type}` !== 'number') return {};
    const [value] = Object.values(field.labels ?? {});
    const { title, color }: Look =
      value === undefined ? columnLook(field.name) : (looks.get(value) ?? { title: value });
    return {
      // Else Grafana writes the name and the label, which are the same: "MTN MTN".
      displayNameFromDS: title,
      ...(color !== undefined && { color: { mode: 'fixed', fixedColor: color } }),
      ...(unit !== undefined && { unit }),
    };
  });
}

/** @param which stands behind the titles of numbers. */
function withColumnLooks(frame: DataFrame, { by }: HopscopeQuery, which: string): DataFrame {
  return withConfigs(frame, ({ name, type }) => {
    const { title, unit } = columnLook(name, by);
    const mappings = `${type}` === 'string' && Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined;
    return {
      displayNameFromDS: `${type}` === 'number' ? `${title}${which}` : title,
      ...(unit !== undefined && { unit }),
      ...(mappings !== undefined && { mappings }),
    };
  });
}

function withConfigs(frame: DataFrame, configOf: (field: Field) => FieldConfig): DataFrame {
  const fields = frame.fields.map((field) => ({
    ...field,
    config: { ...field.config, ...configOf(field) },
  }));
  return { ...frame, fields };
}
