import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApiText, typesText } from '../generated-texts.ts';

const read = (name: string) => readFile(join(import.meta.dirname, name), 'utf8');

test('the checked-in types are those of the schemas; else run `node client/generate.ts`', async () => {
  expect(await read('api.gen.ts')).toBe(await typesText());
});

test('the checked-in OpenAPI document is that of the schemas; else run `node client/generate.ts`', async () => {
  expect(await read('../openapi.json')).toBe(openApiText());
});
