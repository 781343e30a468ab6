// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { toAlertPanel, toPanel, toTimeRange } from './dashboard-panel.ts';

const filters = { network: ['MTN'] };
const datasource = { type: 'hopscope-ussd-datasource', uid: 'hop' };

test('the panel for a dashboard asks for the sessions that the page shows, in its columns', () => {
  expect(toPanel('hop', { filters, columns: ['startedAt', 'attr:app.language'] })).toMatchObject({
    type: 'hopscope-ussd-panel',
    datasource,
    targets: [{ queryType: 'sessions', filters, datasource }],
    options: { columns: ['startedAt', 'attr:app.language'] },
  });
});

test('an alert starts from one number a network, under the page’s filters', () => {
  expect(toAlertPanel('hop', { filters }).targets).toEqual([
    { refId: 'A', datasource, queryType: 'completion', by: 'network', form: 'alert', filters },
  ]);
});

test('an alert is about everybody: neither an outcome nor one person’s sessions are taken along', () => {
  const view = {
    ...filters,
    outcome: ['completed' as const],
    userHash: ['k1:ab'],
    sessionId: 's1',
  };
  expect(toAlertPanel('hop', { filters: view }).targets[0]?.filters).toEqual(filters);
});

test('a range that moves goes on moving in the dashboard, a fixed one stays', () => {
  expect(toTimeRange({ preset: '7d' }, 'UTC').raw).toEqual({ from: 'now-7d', to: 'now' });
  const fixed = toTimeRange({ fromMs: 1000, toMs: 2000 }, 'UTC');
  expect([fixed.raw.from.valueOf(), fixed.raw.to.valueOf()]).toEqual([1000, 2000]);
});
