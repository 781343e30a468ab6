import { FieldConfigProperty, PanelPlugin, type VisualizationSuggestion } from '@grafana/data';
import { ColumnsEditor } from './ColumnsEditor.tsx';
import { DEFAULT_OPTIONS, PAGE_ROWS_MAX, type SessionsPanelOptions } from './options.ts';
import { SessionsPanel } from './SessionsPanel.tsx';

// Of Grafana's standard options only data links mean something to a session.
const NOT_USED = Object.values(FieldConfigProperty).filter(
  (property) => property !== FieldConfigProperty.Links,
);

const SUGGESTION: VisualizationSuggestion<SessionsPanelOptions> = {
  name: 'USSD sessions',
  score: 100,
  cardOptions: {
    // Of a small card the sessions are what tells it from others.
    previewModifier: (preview) => {
      preview.options = { ...preview.options, showSearch: false, showRate: false };
    },
  },
};

export const plugin = new PanelPlugin<SessionsPanelOptions>(SessionsPanel)
  .setNoPadding()
  .useFieldConfig({ disableStandardOptions: NOT_USED })
  .setPanelOptions((builder) =>
    builder
      .addCustomEditor({
        id: 'columns',
        path: 'columns',
        name: 'Columns',
        description:
          'Fields of a session, and any attribute of its spans. Without a choice: the usual ones and the attributes that the query asks for.',
        editor: ColumnsEditor,
        defaultValue: DEFAULT_OPTIONS.columns,
      })
      .addRadio({
        path: 'steps',
        name: 'Steps open',
        settings: {
          options: [
            { value: 'row', label: 'Below the row' },
            { value: 'drawer', label: 'In a drawer' },
          ],
        },
        defaultValue: DEFAULT_OPTIONS.steps,
      })
      .addSelect({
        path: 'timeFormat',
        name: 'Date',
        settings: {
          options: [
            { value: 'dateTime', label: 'Date and time' },
            { value: 'time', label: 'Time' },
            { value: 'ago', label: 'How long ago' },
          ],
        },
        defaultValue: DEFAULT_OPTIONS.timeFormat,
      })
      .addNumberInput({
        path: 'pageRows',
        name: 'Sessions per page',
        description: 'Load more brings as many again.',
        settings: { min: 1, max: PAGE_ROWS_MAX, integer: true },
        defaultValue: DEFAULT_OPTIONS.pageRows,
      })
      .addBooleanSwitch({
        path: 'showSearch',
        name: 'Search by number or session ID',
        defaultValue: DEFAULT_OPTIONS.showSearch,
      })
      .addBooleanSwitch({
        path: 'showRate',
        name: 'Completion rate',
        defaultValue: DEFAULT_OPTIONS.showRate,
      })
      .addBooleanSwitch({
        path: 'showChart',
        name: 'Traffic chart',
        defaultValue: DEFAULT_OPTIONS.showChart,
      }),
  )
  .setSuggestionsSupplier((summary) => {
    const isSessions = (summary.rawFrames ?? []).some(({ name }) => name === 'sessions');
    return isSessions ? [SUGGESTION] : [];
  });
