import type { DataFrame, Field } from '@grafana/data';
import { expect, test } from 'vitest';
import { decorateFrame } from './decorate-frame.ts';
import type { HopscopeQuery } from './query.ts';

const HOP = { uid: 'hop', name: 'Hopscope', type: 'hopscope-ussd-datasource' };
const field = (name: string, type: string, labels?: Record<string, string>) =>
  ({ name, type, values: [], config: {}, ...(labels && { labels }) }) as unknown as Field;
const frame = (...fields: Field[]): DataFrame => ({ fields, length: 0 });
const decorate = (query: Partial<HopscopeQuery>, app: string, ...fields: Field[]) =>
  decorateFrame(frame(...fields), { refId: 'A', ...query }, app, HOP);

test('a session links to itself as a trace of the same data source', () => {
  const { fields } = decorate(
    { queryType: 'sessions' },
    'dashboard',
    field('sessionId', 'string'),
    field('network', 'string'),
  );
  expect(fields[0]?.config.links).toMatchObject([
    {
      internal: {
        datasourceUid: 'hop',
        query: { queryType: 'trace', traceId: `\${__data.fields.traceId}` },
      },
    },
  ]);
  expect(fields[1]?.config.links).toBeUndefined();
});

test('in Explore sessions are a table that begins with what people read, and with what they asked for', () => {
  const names = ['traceId', 'startedAt', 'mnc', 'network', 'app.language', 'outcome', 'sessionId'];
  const { fields, meta } = decorate(
    { queryType: 'sessions', columns: ['app.language'] },
    'explore',
    ...names.map((name) => field(name, 'string')),
  );
  expect(meta?.preferredVisualisationType).toBe('table');
  expect(fields.map(({ name }) => name)).toEqual([
    'startedAt',
    'sessionId',
    'outcome',
    'app.language',
    'network',
    'traceId',
    'mnc',
  ]);
});

test('in a dashboard the columns stay as the panel knows them', () => {
  const { fields } = decorate(
    { queryType: 'sessions' },
    'dashboard',
    field('traceId', 'string'),
    field('startedAt', 'time'),
  );
  expect(fields.map(({ name }) => name)).toEqual(['traceId', 'startedAt']);
});

test('traffic is bars in Explore; in a dashboard its panel decides', () => {
  const fields = [field('time', 'time'), field('completed', 'number', { outcome: 'completed' })];
  expect(
    decorate({ queryType: 'traffic' }, 'explore', ...fields).fields[1]?.config.custom,
  ).toMatchObject({ drawStyle: 'bars' });
  expect(
    decorate({ queryType: 'traffic' }, 'dashboard', ...fields).fields[1]?.config.custom,
  ).toBeUndefined();
});

test('what is kept is not changed', () => {
  const kept = frame(field('sessionId', 'string'));
  decorateFrame(kept, { refId: 'A', queryType: 'sessions' }, 'explore', HOP);
  expect(kept.fields[0]?.config).toEqual({});
});
