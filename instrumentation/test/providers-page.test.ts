import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_IN } from '../src/providers/built-in.ts';
import type { Provider } from '../src/types.ts';
import { PROVIDER_NOTES } from './provider-notes.ts';
import { renderProvidersPage } from './providers-page.ts';
import { createReplayBench, only, START_MS } from './replay-bench.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/providers.md'), 'utf8');

test('docs/providers.md is up to date (node instrumentation/test/write-providers-page.ts)', () => {
  expect(page).toBe(renderProvidersPage());
});

test('there are notes on every provider, and on no other', () => {
  expect(Object.keys(PROVIDER_NOTES).sort()).toEqual(BUILT_IN.map(({ name }) => name).sort());
});

test('the page’s own provider records a session, in ten lines', () => {
  const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(11);
  let providers: Provider[] = [];
  class UssdInstrumentation {
    constructor(config: { providers: Provider[] }) {
      providers = config.providers;
    }
  }
  new Function('UssdInstrumentation', example)(UssdInstrumentation);
  const bench = createReplayBench({ capture: 'full', providers });
  const dial = (typed: string, turn: string, answer: string) => {
    const query = new URLSearchParams({
      acmeSession: 's1',
      subscriber: '254711000111',
      typed,
      code: '*415#',
      turn,
    });
    const atMs = START_MS + Number(turn) * 5_000;
    const hop = bench.replay.request({
      method: 'GET',
      path: `/x?${query}`,
      headers: {},
      body: '',
      atMs,
    });
    hop?.answer({ status: 200, headers: {}, body: answer, atMs: atMs + 50 });
  };
  dial('', '1', '>Welcome\n1. Pay');
  dial('1', '2', '.Done');
  expect(bench.problems).toEqual([]);
  expect(only(bench.spans(), 'step').map(({ attributes }) => attributes)).toMatchObject([
    { 'ussd.provider.name': 'acme', 'ussd.service.code': '*415#', 'ussd.step.name': 'welcome' },
    { 'ussd.input.text': '1', 'ussd.response.text': 'Done', 'ussd.session.outcome': 'completed' },
  ]);
});
