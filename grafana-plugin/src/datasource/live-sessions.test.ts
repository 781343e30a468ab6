// @vitest-environment jsdom
import {
  type LiveChannelAddress,
  LiveChannelConnectionState,
  type LiveChannelEvent,
  LiveChannelEventType,
} from '@grafana/data';
import { firstValueFrom, from, type Observable, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import { type Watched, watchSessions } from './live-sessions.ts';

function fakeLive(events: readonly LiveChannelEvent[]) {
  const asked: LiveChannelAddress[] = [];
  return {
    asked,
    getStream<T>(address: LiveChannelAddress): Observable<LiveChannelEvent<T>> {
      asked.push(address);
      return from(events as readonly LiveChannelEvent<T>[]);
    },
  };
}

const pathOf = (watched?: Watched): string => {
  const live = fakeLive([]);
  watchSessions(live, 'hop', watched);
  return live.asked[0]?.path ?? '';
};

test('asks the data source for what is watched, and gives frames only', async () => {
  const frame = { schema: { name: 'sessions' } };
  const live = fakeLive([
    {
      type: LiveChannelEventType.Status,
      id: '',
      timestamp: 0,
      state: LiveChannelConnectionState.Connected,
    },
    { type: LiveChannelEventType.Message, message: frame },
  ]);
  const watched = { filters: { network: ['MTN'] } };
  expect(await firstValueFrom(watchSessions(live, 'hop', watched).pipe(toArray()))).toEqual([
    frame,
  ]);
  expect(live.asked).toMatchObject([{ scope: 'ds', stream: 'hop', data: watched }]);
});

test('equal watchers share a path, different ones do not, and every path fits a channel', () => {
  const network = Array.from({ length: 200 }, (_, index) => `Network ${index}`);
  const all = [
    undefined,
    { filters: { network } },
    ...network.map((name) => ({ filters: { network: [name, '日本'] } })),
  ];
  const paths = all.map(pathOf);
  expect(all.map((watched) => pathOf(structuredClone(watched)))).toEqual(paths);
  expect(new Set(paths).size).toBe(all.length);
  for (const path of paths) expect(path).toMatch(/^sessions\/[0-9a-f]{32}$/);
});

test('the name is the one that the bridge works out', () => {
  // The same pair stands in pkg/bridge/handler_stream_test.go.
  expect(pathOf({ filters: { network: ['MTN & <Orange> 日本'] }, columns: [] })).toBe(
    'sessions/07a09e70788283cf749e742ba510f295',
  );
});
