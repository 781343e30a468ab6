// @vitest-environment jsdom
import {
  createTheme,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  dateTime,
  FieldType,
  LiveChannelEventType,
  LoadingState,
  type PanelProps,
  ThemeContext,
  toDataFrame,
} from '@grafana/data';
import { PanelContextProvider } from '@grafana/ui';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NEVER, of, Subject } from 'rxjs';
import { beforeEach, expect, test, vi } from 'vitest';
import type { SessionRow } from '../src/components/data/session-types.ts';
import type { HopscopeQuery } from '../src/datasource/query.ts';
import { DEFAULT_OPTIONS, type SessionsPanelOptions } from '../src/panel/options.ts';
import { SessionsPanel } from '../src/panel/SessionsPanel.tsx';
import { DATASOURCE_ID } from '../src/plugin-ids.ts';
import { sessionRow } from './fake-client.ts';

const grafana = vi.hoisted(() => ({
  datasource: undefined as unknown,
  variables: [] as { type: string }[],
  told: undefined as unknown as Subject<unknown>,
  fetch: vi.fn(),
}));
vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getDataSourceSrv: () => ({ get: async () => grafana.datasource }),
  getTemplateSrv: () => ({ getVariables: () => grafana.variables }),
  getGrafanaLiveSrv: () => ({ getStream: () => grafana.told }),
  getBackendSrv: () => ({ fetch: grafana.fetch }),
}));
const { DataSourceWithBackend } = await import('@grafana/runtime');

const trace = (n: number): string => n.toString(16).padStart(32, '0');
const row = (n: number, more: Partial<SessionRow> = {}) =>
  sessionRow(trace(n), { startedAt: n * 1000, sessionId: `session-${n}`, ...more });

function frameOf(rows: readonly SessionRow[], nextCursor?: string) {
  const fields = Object.keys(rows[0] ?? sessionRow(trace(0))).map((name) => ({
    name,
    type: FieldType.other,
    values: rows.map((one) => (one as unknown as Record<string, unknown>)[name]),
  }));
  return toDataFrame({ name: 'sessions', meta: { custom: { nextCursor } }, fields });
}

/** A data source of ours that answers pages from memory, and remembers what it was asked. */
class FakeDatasource extends DataSourceWithBackend<HopscopeQuery> {
  readonly asked: HopscopeQuery[] = [];
  answer: (query: HopscopeQuery) => ReturnType<typeof frameOf> = () => frameOf([]);
  /** Thrown by what is asked beside the panel's query, while it is set. */
  failure: unknown;

  constructor() {
    super({ id: 1, uid: 'hop', type: DATASOURCE_ID, jsonData: {} } as DataSourceInstanceSettings);
  }

  override query(request: DataQueryRequest<HopscopeQuery>) {
    const [query] = request.targets;
    if (query === undefined) return of({ data: [] });
    this.asked.push(query);
    return of({ data: [this.answer(query)] });
  }

  override interpolateVariablesInQueries(queries: HopscopeQuery[]) {
    return queries;
  }

  identity: unknown = { kind: 'unknown', why: 'Nobody has this number.' };

  override async postResource<T>(path: string): Promise<T> {
    if (path === 'identify') return this.identity as T;
    if (this.failure !== undefined) throw this.failure;
    return { results: { session: { status: 404, error: 'none' } } } as T;
  }
}

const TARGET: HopscopeQuery = {
  refId: 'A',
  datasource: { type: DATASOURCE_ID, uid: 'hop' },
  queryType: 'sessions',
  limit: 2,
};

function propsOf(
  frames: readonly ReturnType<typeof frameOf>[],
  options: Partial<SessionsPanelOptions> = {},
  target = TARGET,
): PanelProps<SessionsPanelOptions> {
  const timeRange = {
    from: dateTime(0),
    to: dateTime(100_000),
    raw: { from: 'now-1h', to: 'now' },
  };
  const request = { targets: [target], range: timeRange, requestId: 'Q1', scopedVars: {} };
  return {
    data: { state: LoadingState.Done, series: [...frames], timeRange, request },
    options: { ...DEFAULT_OPTIONS, showRate: false, pageRows: 2, ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text: string) => text,
    onOptionsChange: () => {},
    onChangeTimeRange: () => {},
    timeRange,
    timeZone: 'utc',
    width: 1200,
    height: 600,
  } as unknown as PanelProps<SessionsPanelOptions>;
}

const onAddAdHocFilter = vi.fn();
const panelOf = (props: PanelProps<SessionsPanelOptions>) => (
  <ThemeContext.Provider value={createTheme()}>
    <PanelContextProvider value={{ onAddAdHocFilter } as never}>
      <SessionsPanel {...props} />
    </PanelContextProvider>
  </ThemeContext.Provider>
);

let datasource: FakeDatasource;
beforeEach(() => {
  datasource = new FakeDatasource();
  grafana.datasource = datasource;
  grafana.variables = [];
  grafana.told = new Subject();
  grafana.fetch.mockReset().mockReturnValue(NEVER);
  onAddAdHocFilter.mockClear();
});

/** The ids that are shown, in their order. */
const shown = (): string[] =>
  screen
    .getAllByText('Steps', { selector: 'button span' })
    .map((one) => one.closest('button')?.getAttribute('aria-label') ?? '')
    .map((label) => label.replace('Steps of session ', ''));

test('the first page is what the panel’s query brought; Load more asks by it and leaves what is open', async () => {
  datasource.answer = () => frameOf([row(3), row(2)]);
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5), row(4)], 'older')])));
  await screen.findByText('session-5');
  expect(datasource.asked).toEqual([]);
  await user.click(screen.getByLabelText('Steps of session session-4'));
  await screen.findByText(/The store holds no session/);
  await user.click(screen.getByText('Load more'));
  await waitFor(() =>
    expect(shown()).toEqual(['session-5', 'session-4', 'session-3', 'session-2']),
  );
  expect(datasource.asked).toMatchObject([{ ...TARGET, cursor: 'older', limit: 2 }]);
  expect(screen.getByText(/The store holds no session/)).toBeInTheDocument();
});

test('a refresh of the dashboard puts new sessions on top; while one is open they wait', async () => {
  const user = userEvent.setup();
  const { rerender } = render(panelOf(propsOf([frameOf([row(5), row(4)], 'older')])));
  await screen.findByText('session-5');
  rerender(panelOf(propsOf([frameOf([row(6), row(5)], 'newer')])));
  await waitFor(() => expect(shown()).toEqual(['session-6', 'session-5']));
  await user.click(screen.getByLabelText('Steps of session session-5'));
  rerender(panelOf(propsOf([frameOf([row(7), row(6)], 'newest')])));
  await screen.findByRole('button', { name: '1 new session' });
  expect(shown()).toEqual(['session-6', 'session-5']);
});

test('a click on a value goes into the dashboard’s ad-hoc filters', async () => {
  grafana.variables = [{ type: 'adhoc' }];
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])])));
  await user.click(await screen.findByLabelText('Show only Network Safaricom'));
  expect(onAddAdHocFilter).toHaveBeenCalledWith({
    key: 'network',
    value: 'Safaricom',
    operator: '=',
  });
  expect(datasource.asked).toEqual([]);
});

test('without ad-hoc filters a click narrows this panel, by its own query', async () => {
  datasource.answer = () => frameOf([row(5)]);
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5), row(4, { network: 'Airtel' })])])));
  await user.click(await screen.findByLabelText('Show only Network Safaricom'));
  await waitFor(() => expect(shown()).toEqual(['session-5']));
  expect(datasource.asked).toMatchObject([{ ...TARGET, filters: { network: ['Safaricom'] } }]);
  await user.click(screen.getByLabelText('Remove filter Network: Safaricom'));
  await waitFor(() => expect(shown()).toEqual(['session-5', 'session-4']));
});

test('an attribute that the query does not bring is asked for by it', async () => {
  datasource.answer = () => frameOf([{ ...row(5), 'attr:app.language': 'sw' } as SessionRow]);
  render(panelOf(propsOf([frameOf([row(5)])], { columns: ['network', 'attr:app.language'] })));
  await screen.findByText('sw');
  expect(datasource.asked).toMatchObject([{ columns: ['attr:app.language'] }]);
});

test('a search that finds nothing takes off what an earlier one found', async () => {
  const user = userEvent.setup();
  datasource.answer = () => frameOf([row(3)]);
  datasource.identity = { kind: 'subscriber', userHashes: ['k1.a'] };
  render(panelOf(propsOf([frameOf([row(5), row(4)])])));
  const box = await screen.findByPlaceholderText('MSISDN or session ID');
  await user.type(box, '+254711000111{Enter}');
  await waitFor(() => expect(shown()).toEqual(['session-3']));
  datasource.identity = { kind: 'unknown', why: 'Nobody has this number.' };
  await user.type(box, '0722000222{Enter}');
  await screen.findByText('Nobody has this number.');
  await waitFor(() => expect(shown()).toEqual(['session-5', 'session-4']));
});

test('steps can open in a drawer instead', async () => {
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])], { steps: 'drawer' })));
  await user.click(await screen.findByLabelText('Steps of session session-5'));
  const drawer = await screen.findByRole('dialog');
  expect(within(drawer).getByText('Session session-5')).toBeInTheDocument();
});

test('one Escape closes the drawer and puts the focus back on the session’s button', async () => {
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])], { steps: 'drawer' })));
  const button = await screen.findByLabelText('Steps of session session-5');
  await user.click(button);
  const drawer = await screen.findByRole('dialog');
  within(drawer).getByRole('button', { name: 'Close' }).focus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  await waitFor(() => expect(button).toHaveFocus());
});

test.each([
  [
    'another question of ours',
    { ...TARGET, queryType: 'traffic' } as HopscopeQuery,
    'choose Sessions',
  ],
  [
    'another data source',
    { refId: 'A', datasource: { type: 'prometheus', uid: 'p' } } as HopscopeQuery,
    'choose a Hopscope data source',
  ],
])('%s is answered by what to do', async (_what, target, words) => {
  render(panelOf(propsOf([], {}, target)));
  expect(await screen.findByText(new RegExp(words))).toBeInTheDocument();
});

test('an empty answer and a failed one say so', async () => {
  const { rerender } = render(panelOf(propsOf([frameOf([])])));
  await screen.findByText('No session in this range');
  const props = propsOf([]);
  const failed = {
    ...props.data,
    state: LoadingState.Error,
    errors: [{ message: 'refused: why' }],
  };
  rerender(panelOf({ ...props, data: failed }));
  expect(await screen.findByText('refused: why')).toBeInTheDocument();
});

test('what nothing can be both of is not listed, and why is said', async () => {
  const target = { ...TARGET, filters: { network: ['Airtel'] } };
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])], { showRate: true }, target)));
  await user.click(await screen.findByLabelText('Show only Network Safaricom'));
  const why = 'Network: the dashboard asks for Airtel, this panel’s filter for Safaricom.';
  expect(await screen.findByText(new RegExp(why))).toBeInTheDocument();
  expect(screen.queryByText('session-5')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'CSV' })).not.toBeInTheDocument();
  // A question with an empty list would be one without a filter.
  expect(datasource.asked).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await screen.findByText('session-5');
});

test('the file is about the sessions that the list shows, chips and all', async () => {
  datasource.answer = () => frameOf([row(5)]);
  const target = { ...TARGET, filters: { provider: ['africastalking'] } };
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])], {}, target)));
  await user.click(await screen.findByLabelText('Show only Network Safaricom'));
  await user.click(screen.getByRole('button', { name: 'CSV' }));
  await waitFor(() => expect(grafana.fetch).toHaveBeenCalledTimes(1));
  expect(grafana.fetch.mock.lastCall?.[0].data).toMatchObject({
    from: 0,
    to: 100_000,
    filters: { provider: ['africastalking'], network: ['Safaricom'] },
  });
});

test('a rate and a chart that cannot be had are said, and not waited for', async () => {
  datasource.failure = { status: 502, data: { error: 'Nothing listens at the backend’s address' } };
  const user = userEvent.setup();
  render(panelOf(propsOf([frameOf([row(5)])], { showRate: true, showChart: true })));
  await screen.findByText(/Nothing listens/);
  // Neither of them stands there as if it were on its way.
  expect(screen.queryByText('Traffic')).not.toBeInTheDocument();
  expect(screen.getByText('session-5')).toBeInTheDocument();
  datasource.failure = { status: 500, data: { error: 'Another fault' } };
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText(/Another fault/);
});

const tell = (rows: readonly SessionRow[], isCut: boolean): void => {
  const fields = Object.keys(rows[0] ?? {});
  const message = {
    schema: {
      name: 'sessions',
      meta: { custom: { isCut } },
      fields: fields.map((name) => ({ name })),
    },
    data: { values: fields.map((name) => rows.map((one) => one[name as keyof SessionRow])) },
  };
  act(() => grafana.told.next({ type: LiveChannelEventType.Message, message }));
};

test('of sessions that are told of only those of the range come in, and the list stays as long as it was', async () => {
  const props = propsOf([frameOf([row(5), row(4)], 'older')]);
  render(panelOf(props));
  await screen.findByText('session-5');
  tell([row(-1), row(6), row(7)], false);
  expect(shown()).toEqual(['session-7', 'session-6']);
  datasource.answer = () => frameOf([row(6), row(5)], 'older');
  await userEvent.click(screen.getByText('Load more'));
  await waitFor(() => expect(shown()).toEqual(['session-7', 'session-6', 'session-5']));
});

test('a range that is over takes none', async () => {
  const props = propsOf([frameOf([row(5)])]);
  const raw = { from: 'now-1d/d', to: 'now-1d/d' };
  const request = { ...props.data.request, range: { ...props.timeRange, raw } };
  render(panelOf({ ...props, data: { ...props.data, request } as typeof props.data }));
  await screen.findByText('session-5');
  expect(grafana.told.observed).toBe(false);
});

test('where more changed than was told the list is asked for anew', async () => {
  datasource.answer = () => frameOf([row(9), row(8)]);
  render(panelOf(propsOf([frameOf([row(5), row(4)], 'older')])));
  await screen.findByText('session-5');
  tell([row(9)], true);
  await waitFor(() => expect(shown()).toEqual(['session-9', 'session-8']));
});
