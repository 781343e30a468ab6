import { columnLook } from '../src/datasource/column-look.ts';
import { type Content, type Panel, panel } from './panel.ts';

/** Single numbers side by side in this order, each with its heading. */
export function numbers(content: Content, fields: readonly string[]): Panel {
  return panel(
    'stat',
    {
      ...content,
      transformations: [
        ...(content.transformations ?? []),
        { id: 'filterFieldsByName', options: { include: { names: fields } } },
        { id: 'organize', options: { indexByName: order(fields, content) } },
      ],
    },
    {
      unit: 'locale',
      decimals: 0,
      noValue: content.noValue ?? '–',
      color: { mode: 'fixed', fixedColor: 'text' },
    },
    {
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '/.*/' },
      orientation: 'auto',
      textMode: 'value_and_name',
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      wideLayout: false,
    },
  );
}

/** Rows and columns. `columns` are the fields that are shown, in their order. */
export function table(
  content: Content,
  columns: readonly string[],
  hidden: readonly string[],
): Panel {
  return panel(
    'table',
    {
      ...content,
      transformations: [
        {
          id: 'organize',
          options: {
            excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
            indexByName: order(columns, content),
          },
        },
      ],
    },
    { unit: 'locale', decimals: 0, custom: { align: 'auto', filterable: false } },
    { showHeader: true, cellHeight: 'sm', footer: { show: false } },
  );
}

// Grafana orders fields by what they are called: by the data source's title, or by the name of what a
// transformation reckoned.
function order(
  names: readonly string[],
  { targets: [target] }: Content,
): Readonly<Record<string, number>> {
  const by = target !== undefined && 'by' in target ? target.by : undefined;
  return Object.fromEntries(
    names.flatMap((name, index) => [
      [name, index],
      [columnLook(name, by).title, index],
    ]),
  );
}
