// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { toPanel, toTimeRange } from './dashboard-panel.ts';

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

test('a range that moves goes on moving in the dashboard, a fixed one stays', () => {
  expect(toTimeRange({ preset: '7d' }, 'UTC').raw).toEqual({ from: 'now-7d', to: 'now' });
  const fixed = toTimeRange({ fromMs: 1000, toMs: 2000 }, 'UTC');
  expect([fixed.raw.from.valueOf(), fixed.raw.to.valueOf()]).toEqual([1000, 2000]);
});
