// @vitest-environment jsdom
import { createTheme, ThemeContext } from '@grafana/data';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { useStoreStatus } from '../src/components/data/use-store-status.ts';
import { useTick } from '../src/components/data/use-tick.ts';
import { SessionsExplorer } from '../src/components/SessionsExplorer.tsx';
import {
  DEFAULT_STATE,
  type ExplorerState,
  writeUrlState,
} from '../src/components/state/url-state.ts';
import { EmptyStore } from '../src/components/states/EmptyStore.tsx';
import { createFakeClient, type FakeStore, sessionRow } from './fake-client.ts';
import { frameOf } from './frames.ts';

const trace = (n: number): string => n.toString(16).padStart(32, '0');
const HASH = 'k1.ZyXwVuTsRqPoNmLkJiHgFe';
// Short, so that a test waits for the next refresh and not for a clock.
const POLL_MS = 40;

function newStore(more: Partial<FakeStore> = {}): FakeStore {
  return {
    sessions: [sessionRow(trace(2)), sessionRow(trace(1))],
    status: {},
    identity: { kind: 'unknown', why: 'No session has this id.' },
    detail: [],
    failure: undefined,
    pageRows: 50,
    ...more,
  };
}

interface HostProps {
  readonly client: ReturnType<typeof createFakeClient>['client'];
  readonly onState: (state: ExplorerState) => void;
  readonly pollMs: number;
}

function Host({ client, onState, pollMs }: HostProps) {
  const [state, setState] = useState(DEFAULT_STATE);
  const status = useStoreStatus(client, useTick(pollMs));
  return (
    <SessionsExplorer
      client={client}
      status={status}
      state={state}
      onState={(next) => {
        onState(next);
        setState(next);
      }}
      timeZone="Africa/Nairobi"
      empty={<EmptyStore backendUrl="http://localhost:4318" needsToken={false} />}
      pollMs={pollMs}
    />
  );
}

function show(store: FakeStore, pollMs = POLL_MS) {
  const { client, ...fake } = createFakeClient(store);
  const states: ExplorerState[] = [];
  render(
    <ThemeContext.Provider value={createTheme({ colors: { mode: 'dark' } })}>
      <Host client={client} onState={(state) => states.push(state)} pollMs={pollMs} />
    </ThemeContext.Provider>,
  );
  return { ...fake, states, user: userEvent.setup() };
}

const DETAIL_ROW = {
  ...sessionRow(trace(2)),
  lastUpdateAt: 0,
  reportStatus: '',
  reportCost: '',
  serviceName: 'wallet',
  environment: 'production',
  goalMissed: false,
  dialledInput: '1*3',
  dialledInputType: 'option',
  dialledInputLength: 3,
};

const detail = [
  frameOf('session', [DETAIL_ROW]),
  frameOf('steps', [
    {
      index: 0,
      stepId: 'main_menu',
      nameSource: 'app',
      screen: 'Welcome\n1. Send',
      screenLength: 15,
      shownAt: Date.UTC(2026, 10, 21, 10),
      timeToReachMs: 120,
      appTimeMs: 120,
      thinkTimeMs: 4000,
      input: '1',
      inputType: 'option',
      inputLength: 1,
      inputSource: 'user',
      action: 'retry',
      actionSource: 'hook',
      actionMessage: 'Not a number',
      responseType: 'continue',
      hookError: true,
      errorType: '',
      version: '2.1.0',
      capture: 'full',
    },
  ]),
  frameOf('hooks', [
    {
      stepIndex: 0,
      name: 'lookup',
      method: 'POST',
      url: 'https://bank.example/lookup',
      serverAddress: 'bank.example',
      status: 503,
      durationMs: 80,
      startedAt: Date.UTC(2026, 10, 21, 10),
      requestBody: '',
      responseBody: '{"error":"busy"}',
      errorType: '503',
    },
  ]),
];

test('a session shows its version, why it ended, and each step with screen, input and hook', async () => {
  const { user, states } = show(newStore({ detail }));
  const [first] = await screen.findAllByRole('button', { name: /^Steps of session/ });
  if (first === undefined) {
    throw new Error('The table shows no session.');
  }
  await user.click(first);
  expect(first).toHaveAttribute('aria-expanded', 'true');
  const steps = await screen.findByRole('list', { name: 'Steps' });
  expect(screen.getByText('Deployment version').nextSibling).toHaveTextContent('2.1.0');
  expect(screen.getByText(/came to the end at step “receipt”/)).toBeInTheDocument();
  expect(screen.getByText(/^Dialled \*384\*1\*1\*3#: the user passed 2 menus/)).toBeInTheDocument();
  expect(within(steps).getByText(/Welcome/)).toHaveTextContent('Welcome 1. Send');
  expect(within(steps).getByText('main_menu')).toBeInTheDocument();
  expect(within(steps).getByText('hook error')).toBeInTheDocument();
  expect(within(steps).getByText(/asked to try the same step again, by a hook/)).toHaveTextContent(
    'Not a number',
  );
  const hook = within(steps).getByRole('article', { name: 'Hook lookup' });
  expect(hook).toHaveTextContent('503');
  expect(hook).toHaveTextContent('https://bank.example/lookup');
  expect(within(hook).getByRole('region', { name: 'Response' })).toHaveTextContent(
    '{ "error": "busy" }',
  );
  expect(states.at(-1)?.open).toBe(trace(2));
});

test('a number that is searched for reaches the address as a hash only', async () => {
  const number = '+254711000111';
  const { user, states, asked } = show(
    newStore({ identity: { kind: 'subscriber', userHashes: [HASH] } }),
  );
  await user.type(await screen.findByPlaceholderText('MSISDN or session ID'), `${number}{Enter}`);
  await screen.findByRole('button', { name: 'Remove filter Number: ending 111' });
  expect(writeUrlState(states.at(-1) ?? DEFAULT_STATE)).toBe(`subscriber=${HASH}`);
  expect(JSON.stringify([states, asked])).not.toContain('711000111');
  expect(screen.getByPlaceholderText('MSISDN or session ID')).toHaveValue('');
});

test('a subscriber without a session here may be hashed with another key: the page says so', async () => {
  const store = newStore({
    sessions: [],
    status: { sessions: 7 },
    identity: { kind: 'subscriber', userHashes: [HASH] },
  });
  const { user } = show(store);
  const why = /or the app uses another HOPSCOPE_USER_HASH_KEY than this backend/;
  await screen.findByText('No session in this range');
  expect(screen.queryByText(why)).not.toBeInTheDocument();
  await user.type(screen.getByPlaceholderText('MSISDN or session ID'), '+254711000111{Enter}');
  expect(await screen.findByText(why)).toBeInTheDocument();
});

test('a session that is searched for is shown whatever is filtered, and what was put aside comes back', async () => {
  const found = { kind: 'session', sessionId: 'ATUid_000000' } as const;
  const { user, states } = show(newStore({ detail, identity: found }));
  await user.click(await screen.findByRole('radio', { name: 'Last 24 hours' }));
  await user.click(await screen.findByRole('checkbox', { name: 'With a failed hook' }));
  const before = states.at(-1);
  await user.type(screen.getByPlaceholderText('MSISDN or session ID'), 'ATUid_000000{Enter}');
  const note = await screen.findByText(/Put aside, to show this session: Hook failed/);
  expect(states.at(-1)?.filters).toEqual({ sessionId: 'ATUid_000000' });
  expect(states.at(-1)?.open).toBe(trace(2));
  expect(writeUrlState(states.at(-1) ?? DEFAULT_STATE)).toContain('id=ATUid_000000');
  await user.click(within(note).getByRole('button', { name: 'Bring back' }));
  expect(states.at(-1)).toEqual(before);
});

test('a session outside of the range brings its own day', async () => {
  const startedAt = Date.UTC(2020, 1, 2, 22);
  const [, ...rest] = detail;
  const old = frameOf('session', [{ ...DETAIL_ROW, startedAt }]);
  const { user, states } = show(
    newStore({
      detail: [old, ...rest],
      identity: { kind: 'session', sessionId: 'old' },
    }),
  );
  await user.type(await screen.findByPlaceholderText('MSISDN or session ID'), 'old{Enter}');
  await screen.findByText(/Put aside, to show this session: This month/);
  // 3 February in Nairobi.
  expect(states.at(-1)?.range).toEqual({
    fromMs: Date.UTC(2020, 1, 2, 21),
    toMs: Date.UTC(2020, 1, 3, 21),
  });
});

test('a To before From says so at its field, and with the range that is still shown', async () => {
  const { states } = show(newStore());
  const to = await screen.findByLabelText('To');
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-10T00:00' } });
  fireEvent.change(to, { target: { value: '2026-11-09T23:59' } });
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent(/To is before From. The page still shows 1 /);
  expect(to).toHaveAttribute('aria-invalid', 'true');
  expect(to).toHaveAccessibleDescription(/To is before From/);
  expect(states).toEqual([]);
});

test('a date takes effect by itself, without Enter', async () => {
  const { states } = show(newStore());
  fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2020-11-10T00:00' } });
  await waitFor(() =>
    expect(states.at(-1)?.range).toMatchObject({ fromMs: Date.UTC(2020, 10, 9, 21) }),
  );
});

test('Escape closes the steps and puts the focus back on their button', async () => {
  const { user } = show(newStore({ detail }));
  const [first] = await screen.findAllByRole('button', { name: /^Steps of session/ });
  if (first === undefined) {
    throw new Error('The table shows no session.');
  }
  await user.click(first);
  await user.click(await screen.findByRole('button', { name: 'Response' }));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('list', { name: 'Steps' })).not.toBeInTheDocument();
  expect(first).toHaveFocus();
  await user.keyboard('{Enter}');
  await screen.findByRole('list', { name: 'Steps' });
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('list', { name: 'Steps' })).not.toBeInTheDocument();
});

test('of a body that is a shape only, the page says so; a status stands once', async () => {
  const [session, steps, hooks] = detail.map((frame) =>
    JSON.parse(JSON.stringify(frame).replaceAll('"full"', '"standard"')),
  );
  const { user } = show(newStore({ detail: [session, steps, hooks] }));
  const [first] = await screen.findAllByRole('button', { name: /^Steps of session/ });
  if (first === undefined) {
    throw new Error('The table shows no session.');
  }
  await user.click(first);
  const hook = await screen.findByRole('article', { name: 'Hook lookup' });
  expect(hook).toHaveTextContent('Shape only (HOPSCOPE_CAPTURE=standard)');
  expect(within(hook).getAllByText(/503/)).toHaveLength(1);
});

test('a search that finds nothing says why and leaves the view as it is', async () => {
  const { user, states } = show(newStore());
  await user.type(await screen.findByPlaceholderText('MSISDN or session ID'), 'nope{Enter}');
  expect(await screen.findByText('No session has this id.')).toBeInTheDocument();
  expect(states).toEqual([]);
});

test('sessions that arrive come on top; while one is read they wait behind a button', async () => {
  const store = newStore({ detail });
  const { user } = show(store);
  await screen.findAllByRole('button', { name: /^Steps of session/ });
  store.sessions = [sessionRow(trace(3)), ...store.sessions];
  await waitFor(() =>
    expect(screen.getAllByRole('button', { name: /^Steps of session/ })).toHaveLength(3),
  );
  await user.click(screen.getAllByRole('button', { name: /^Steps of session/ })[0] as HTMLElement);
  store.sessions = [sessionRow(trace(4)), ...store.sessions];
  const button = await screen.findByRole('button', { name: '1 new session' });
  // As short as the header's last cell, where it stands.
  expect(button).toHaveTextContent(/^1 new$/);
  expect(screen.getAllByRole('button', { name: /^Steps of session/ })).toHaveLength(3);
  await user.click(button);
  expect(screen.getAllByRole('button', { name: /^Steps of session/ })).toHaveLength(4);
});

test('a session that is told of stands in the list without anybody asking', async () => {
  const store = newStore();
  const { tell, asked, watching } = show(store, 600_000);
  await screen.findAllByRole('button', { name: /^Steps of session/ });
  const before = asked.length;
  const begun = { sessionId: 'told', startedAt: Date.now(), outcome: 'in_progress' } as const;
  act(() => tell([sessionRow(trace(9), begun)]));
  expect(screen.getAllByRole('button', { name: /^Steps of session/ })[0]).toHaveAccessibleName(
    'Steps of session told',
  );
  expect(asked).toHaveLength(before);
  expect([...watching].map(([request]) => request)).toEqual([{ filters: {}, columns: [] }]);
});

test('the steps of a session that the list has heard of are asked for at once', async () => {
  const { user, tell, asked } = show(newStore({ detail }), 600_000);
  const [first] = await screen.findAllByRole('button', { name: /^Steps of session/ });
  await user.click(first as HTMLElement);
  await screen.findByRole('list', { name: 'Steps' });
  const timesAsked = () =>
    asked.flatMap(({ queries }) => queries.filter((q) => q.queryType === 'session')).length;
  expect(timesAsked()).toBe(1);
  act(() => tell([sessionRow(trace(2), { outcome: 'abandoned' })]));
  await waitFor(() => expect(timesAsked()).toBe(2));
});

test('an attribute can be a column, and stands in the address', async () => {
  const { user, states, asked } = show(newStore(), 600_000);
  await user.click(await screen.findByText('Columns'));
  await user.click(await screen.findByLabelText('app.language'));
  await screen.findByTitle('app.language');
  await user.click(screen.getByLabelText('Provider'));
  await waitFor(() => expect(screen.queryByTitle('Provider')).not.toBeInTheDocument());
  expect(states.at(-1)?.columns.at(-1)).toBe('attr:app.language');
  const lists = asked.flatMap(({ queries }) => queries.filter((q) => q.queryType === 'sessions'));
  expect(lists.at(-1)).toMatchObject({ columns: ['attr:app.language'] });
});

test('a click on a value shows only the sessions that have it', async () => {
  const { user, states } = show(newStore());
  const [first] = await screen.findAllByRole('button', { name: 'Show only Network Safaricom' });
  await user.click(first as HTMLElement);
  expect(states.at(-1)?.filters).toEqual({ network: ['Safaricom'] });
  await screen.findByRole('button', { name: 'Remove filter Network: Safaricom' });
});

test('the file holds what range and filters match, whatever is loaded', async () => {
  const { user, exported } = show(newStore());
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} });
  await user.click(await screen.findByRole('button', { name: 'CSV' }));
  await waitFor(() => expect(exported).toHaveLength(1));
  expect(exported[0]).toMatchObject({ filters: {}, columns: [] });
});

test('load more puts the focus on the first new row', async () => {
  const sessions = [5, 4, 3, 2, 1].map((n) => sessionRow(trace(n), { sessionId: `session ${n}` }));
  const { user } = show(newStore({ sessions, pageRows: 3 }));
  await user.click(await screen.findByRole('button', { name: 'Load more' }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Steps of session session 2' })).toHaveFocus(),
  );
  expect(screen.getByText('No older sessions in this range')).toBeInTheDocument();
});

test('without a closed session the rate is a dash, not 0 %', async () => {
  show(
    newStore({ sessions: [sessionRow(trace(1), { outcome: 'in_progress', completed: false })] }),
  );
  expect(await screen.findByText('No session has closed yet')).toBeInTheDocument();
  expect(screen.getByText('–', { selector: 'dd' })).toBeInTheDocument();
  expect(screen.getByText('1 still in progress')).toBeInTheDocument();
});

test('the interval of a handful of sessions is told but not drawn', async () => {
  const store = newStore();
  show(store);
  expect(await screen.findByText(/95 % interval/)).toBeInTheDocument();
  expect(screen.queryByTestId('rate-gauge')).not.toBeInTheDocument();
  store.sessions = [5, 4, 3, 2, 1].map((n) => sessionRow(trace(n)));
  expect(await screen.findByTestId('rate-gauge')).toBeInTheDocument();
});

test('an empty store shows how to send the first session, and opens by itself when it arrives', async () => {
  const store = newStore({ sessions: [] });
  show(store);
  const command = await screen.findByRole('region', { name: 'Command: Send a sample session' });
  expect(command).toHaveTextContent("curl -sS 'http://localhost:4318/v1/traces'");
  store.sessions = [sessionRow(trace(1))];
  expect(await screen.findByRole('table', { name: 'Sessions' })).toBeInTheDocument();
});

test('a backend that does not answer is named, and the page goes on by itself', async () => {
  const store = newStore({ failure: new TypeError('Failed to fetch') });
  show(store);
  expect(await screen.findByText('The backend does not answer')).toBeInTheDocument();
  act(() => {
    store.failure = undefined;
  });
  expect(await screen.findByRole('table', { name: 'Sessions' })).toBeInTheDocument();
});

test('filters that match nothing can be cleared at once', async () => {
  const store = newStore({ sessions: [], status: { sessions: 7 } });
  const { user, states } = show(store);
  await user.click(await screen.findByRole('checkbox', { name: 'With a failed hook' }));
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
  expect(states.at(-1)?.filters).toEqual({});
});

test('a search that finds nothing takes off what an earlier one found', async () => {
  const store = newStore({ identity: { kind: 'subscriber', userHashes: [HASH] } });
  const { user, states } = show(store);
  const box = await screen.findByPlaceholderText('MSISDN or session ID');
  await user.type(box, '+254711000111{Enter}');
  await waitFor(() => expect(states.at(-1)?.filters).toEqual({ userHash: [HASH] }));
  store.identity = { kind: 'unknown', why: 'Type the number with its country code.' };
  await user.type(box, '0722000222');
  await user.click(screen.getByRole('button', { name: 'Find' }));
  await screen.findByText('Type the number with its country code.');
  expect(states.at(-1)?.filters).toEqual({});
});
