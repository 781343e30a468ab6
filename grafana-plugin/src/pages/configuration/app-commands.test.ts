import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appCommands, describeAddress, INSTALL, PACK } from './app-commands.ts';

const DOCS = join(import.meta.dirname, '../../../../docs/instrument-your-app.md');

test('the app is set up as the documentation says, in its order, and with the key that finds numbers', () => {
  const docs = readFileSync(DOCS, 'utf8');
  for (const command of [PACK, INSTALL]) expect(docs).toContain(command);
  const lines = appCommands('https://hopscope.example.org', true);
  const places = [
    PACK,
    INSTALL,
    'HOPSCOPE_USER_HASH_KEY=',
    'OTEL_EXPORTER_OTLP_ENDPOINT=https://hopscope.example.org',
    'Bearer $HOPSCOPE_TOKEN',
    'node --import @hopscope/instrumentation/register',
  ].map((part) => lines.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test.each([
  ['http://backend:4318', true],
  ['http://127.0.0.1:4318', false],
  ['http://[::1]:4318', false],
  ['http://localhost:4318', false],
  ['https://hopscope.example.org', false],
  ['no address', false],
])('%s is a name of Grafana’s own network: %s', (url, expected) => {
  expect(describeAddress(url)).toMatch(expected ? /the collector at/ : /another machine/);
});
