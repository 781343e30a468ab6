// @vitest-environment jsdom
import {
  createTheme,
  dataLinksOverrideProcessor,
  type FieldConfigSource,
  type ScopedVars,
  standardFieldConfigEditorRegistry,
} from '@grafana/data';
import { expect, test } from 'vitest';
import { sessionRow } from '../../test/fake-client.ts';
import { hasLinks, linksOf } from './row-links.ts';

// Grafana fills this registry when it starts; of it only data links matter here.
standardFieldConfigEditorRegistry.setInit(() => [
  {
    id: 'links',
    path: 'links',
    name: 'Data links',
    editor: () => null,
    override: () => null,
    process: dataLinksOverrideProcessor,
    shouldApply: () => true,
  },
]);

const link = (title: string) => ({ title, url: `https://logs.example/${title}` });

function partsOf(fieldConfig: FieldConfigSource) {
  return {
    fieldConfig,
    theme: createTheme(),
    timeZone: 'UTC',
    replaceVariables: (text: string, _vars?: ScopedVars) => text,
  };
}

test('a link of the whole panel stands once on a session, with those of single fields', () => {
  const fieldConfig: FieldConfigSource = {
    defaults: { links: [link('session')] },
    overrides: [
      {
        matcher: { id: 'byName', options: 'network' },
        properties: [{ id: 'links', value: [link('session'), link('carrier')] }],
      },
    ],
  };
  const links = linksOf(sessionRow('a'.repeat(32)), partsOf(fieldConfig));
  expect(links.map(({ title }) => title)).toEqual(['session', 'carrier']);
  expect(hasLinks(fieldConfig)).toBe(true);
});

test('a panel without links looks for none', () => {
  expect(hasLinks({ defaults: {}, overrides: [] })).toBe(false);
});
