// @vitest-environment jsdom
import { CoreApp } from '@grafana/data';
import { setTemplateSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { dashboardTemplates } from '../../../test/dashboard-templates.ts';
import type { HopscopeDatasource } from '../datasource.ts';
import type { HopscopeQuery } from '../query.ts';
import { ConfigEditor } from './ConfigEditor.tsx';
import { QueryEditor } from './QueryEditor.tsx';
import { VariableEditor } from './VariableEditor.tsx';

// Answers every `values` query with two networks.
const asked = vi.fn();
const datasource = {
  client: {
    query: async (request: unknown) => {
      asked(request);
      const schema = {
        name: 'values',
        refId: 'values',
        fields: [{ name: 'value' }, { name: 'sessions' }],
      };
      return {
        results: {
          values: {
            status: 200,
            frames: [
              {
                schema,
                data: {
                  values: [
                    ['MTN', ''],
                    [12, 1],
                  ],
                },
              },
            ],
          },
        },
      };
    },
  },
} as unknown as HopscopeDatasource;

beforeEach(() => {
  asked.mockClear();
  setTemplateSrv({
    ...dashboardTemplates([{ name: 'network', value: 'MTN' }]),
    containsTemplate: () => false,
    updateTimeRange() {},
  });
  // The menus measure themselves before they draw their options.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
});

function Held({
  Editor,
  start,
  app,
  panel,
  onChange,
  onRunQuery = () => {},
}: {
  readonly Editor: typeof QueryEditor | typeof VariableEditor;
  readonly start: HopscopeQuery;
  readonly app?: CoreApp;
  /** The kind of the panel that last ran the query. */
  readonly panel?: string;
  readonly onChange: (query: HopscopeQuery) => void;
  readonly onRunQuery?: () => void;
}) {
  const [query, setQuery] = useState(start);
  return (
    <Editor
      datasource={datasource}
      query={query}
      app={app}
      data={{ request: { panelPluginId: panel } } as never}
      onRunQuery={onRunQuery}
      onChange={(next: HopscopeQuery) => {
        setQuery(next);
        onChange(next);
      }}
    />
  );
}

function show(
  start: HopscopeQuery,
  app = CoreApp.PanelEditor,
  Editor: typeof QueryEditor | typeof VariableEditor = QueryEditor,
) {
  const changes: HopscopeQuery[] = [];
  const onRunQuery = vi.fn();
  render(
    <Held {...{ Editor, start, app, onRunQuery }} onChange={(query) => changes.push(query)} />,
  );
  return { changes, onRunQuery, user: userEvent.setup() };
}

const DEFAULT: HopscopeQuery = { refId: 'A', queryType: 'traffic', stackBy: 'outcome' };

test('by keyboard alone: another type, a filter, a suggested value, and back', async () => {
  const { changes, onRunQuery, user } = show(DEFAULT);
  await user.click(screen.getByRole('combobox', { name: 'Show' }));
  await user.keyboard('Drop{ArrowDown}{Enter}');
  expect(changes.at(-1)).toEqual({ refId: 'A', queryType: 'dropoff' });

  await user.click(screen.getByRole('combobox', { name: 'Filter' }));
  await user.keyboard('Network{ArrowDown}{Enter}');
  await user.click(screen.getByRole('combobox', { name: 'Network' }));
  expect(await screen.findByText('12 sessions')).toBeVisible();
  // An empty value has a name, and the dashboard's variables are there too.
  expect(screen.getByText('(unknown)')).toBeVisible();
  expect(screen.getByText('$network')).toBeVisible();
  await user.click(screen.getByText('MTN'));
  expect(changes.at(-1)?.filters).toEqual({ network: ['MTN'] });
  await user.click(screen.getByText('(unknown)'));
  expect(changes.at(-1)?.filters).toEqual({ network: ['MTN', ''] });
  expect(onRunQuery).toHaveBeenCalledTimes(changes.length);

  await user.click(screen.getByRole('button', { name: 'Take out the filter: Network' }));
  expect(changes.at(-1)).toEqual({ refId: 'A', queryType: 'dropoff' });
});

test.each([
  [CoreApp.PanelEditor, 'Traffic', { queryType: 'traffic', stackBy: 'outcome' }],
  [
    CoreApp.UnifiedAlerting,
    'Completion rate',
    { queryType: 'completion', by: 'network', form: 'alert' },
  ],
])('a new query in %s is shown, run and kept as one thing', async (app, shown, expected) => {
  const { changes, onRunQuery } = show({ refId: 'A' }, app);
  expect(screen.getByRole('combobox', { name: 'Show' })).toHaveDisplayValue(shown);
  expect(screen.queryByText('Choose what to show.')).toBeNull();
  expect(changes).toEqual([{ refId: 'A', ...expected }]);
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});

test('where a panel draws over time, a query without time is offered to be asked over time', async () => {
  const changes: HopscopeQuery[] = [];
  const start: HopscopeQuery = { refId: 'A', queryType: 'completion' };
  render(
    <Held
      Editor={QueryEditor}
      start={start}
      panel="timeseries"
      onChange={(query) => changes.push(query)}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Choose the form “Over time”' }));
  expect(changes).toEqual([{ ...start, form: 'time' }]);
  expect(screen.queryByText(/draws over time/)).toBeNull();
});

test('the whole name of a query chooses that one', async () => {
  const { changes, user } = show(DEFAULT);
  await user.click(screen.getByRole('combobox', { name: 'Show' }));
  // However the menu's mark moved: no other name fits what is typed.
  await user.keyboard('Sessions{ArrowDown}{Enter}');
  expect(changes).toEqual([{ refId: 'A', queryType: 'sessions' }]);
});

test('the value without a name is kept as the empty one, also behind an attribute', async () => {
  const attributes = [{ key: 'app.language', operator: '=' as const, value: 'sw' }];
  const { changes, user } = show({ refId: 'A', queryType: 'sessions', filters: { attributes } });
  await user.click(screen.getByRole('combobox', { name: 'Value' }));
  await user.click(await screen.findByText('(unknown)'));
  expect(changes.at(-1)?.filters?.attributes).toEqual([
    { key: 'app.language', operator: '=', value: '' },
  ]);
});

test('an id counts when it is left, and until then it is said that one is missing', async () => {
  const { changes, user } = show({ refId: 'A', queryType: 'trace' });
  expect(screen.getByText('Enter the id of a session, or of its trace.')).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'Session id' }), ' AT_1 ');
  expect(changes).toEqual([]);
  await user.tab();
  expect(changes).toEqual([{ refId: 'A', queryType: 'trace', sessionId: 'AT_1' }]);
  expect(screen.queryByText(/Enter the id/)).toBeNull();
});

test('a limit takes a number or a variable; what is neither is said', async () => {
  const { changes, user } = show({ refId: 'A', queryType: 'sessions' });
  const limit = screen.getByRole('textbox', { name: 'Limit' });
  await user.type(limit, '20{Enter}');
  await user.clear(limit);
  await user.type(limit, '$rows{Enter}');
  await user.clear(limit);
  await user.type(limit, 'many{Enter}');
  expect(changes.map((query) => query.limit)).toEqual([20, '$rows', 'many']);
  expect(screen.getByText('Limit: expected a whole number from 1 to 500.')).toBeVisible();
});

test('an alert rule is offered what has one number, and told that variables are not for it', async () => {
  const { user } = show(
    { refId: 'A', queryType: 'completion', form: 'alert', filters: { network: ['$network'] } },
    CoreApp.UnifiedAlerting,
  );
  expect(screen.getByText('Alert rules have no dashboard variables')).toBeVisible();
  expect(screen.getByText(/filters\.network/)).toBeVisible();
  await user.click(screen.getByRole('combobox', { name: 'Show' }));
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    expect.stringContaining('Traffic'),
    expect.stringContaining('Completion rate'),
    expect.stringContaining('Hooks'),
  ]);
});

test('a new variable asks which field, and then is complete', async () => {
  const { changes, user } = show('' as never, CoreApp.Dashboard, VariableEditor);
  expect(screen.getByText(/Choose the field/)).toBeVisible();
  await user.click(screen.getByRole('combobox', { name: 'Of' }));
  await user.keyboard('Service code{ArrowDown}{Enter}');
  expect(changes.at(-1)).toMatchObject({ queryType: 'values', field: 'serviceCode' });
  expect(screen.queryByText(/Choose the field/)).toBeNull();
});

test('the configuration names what is wrong with an address once it is left, and keeps the token secret', async () => {
  const onOptionsChange = vi.fn();
  const options = { url: '', jsonData: {}, secureJsonFields: { token: true } };
  const { rerender } = render(
    <ConfigEditor options={options as never} onOptionsChange={onOptionsChange} />,
  );
  expect(screen.queryByText(/Enter the address/)).toBeNull();
  await userEvent.click(screen.getByLabelText(/^URL/));
  await userEvent.tab();
  expect(screen.getByText(/Enter the address/)).toBeVisible();

  expect(screen.getByLabelText(/^Token/)).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(onOptionsChange).toHaveBeenLastCalledWith(
    expect.objectContaining({ secureJsonFields: { token: false }, secureJsonData: { token: '' } }),
  );
  rerender(
    <ConfigEditor
      options={{ ...options, secureJsonFields: { token: false } } as never}
      onOptionsChange={onOptionsChange}
    />,
  );
  await userEvent.type(screen.getByLabelText(/^Token/), 'x');
  expect(onOptionsChange).toHaveBeenLastCalledWith(
    expect.objectContaining({ secureJsonData: { token: 'x' } }),
  );
});
