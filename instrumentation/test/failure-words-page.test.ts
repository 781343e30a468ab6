import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { failureSentence } from '../src/step/failure-words.ts';

const page = readFileSync(
  path.join(import.meta.dirname, '../../docs/actions-and-outcomes.md'),
  'utf8',
);

test.each(['English', 'French', 'Swahili'])(
  'every word that the page lists in %s says failure',
  (language) => {
    const [, list = ''] = new RegExp(`^- ${language}: ([^]*?)(?=^- |^$)`, 'm').exec(page) ?? [];
    const words = list.split(',').map((word) => word.replace(/\s+/g, ' ').trim());
    expect(words.length).toBeGreaterThan(20);
    const quiet = words.filter((word) => failureSentence(`X ${word} Y`) === undefined);
    expect(quiet).toEqual([]);
  },
);
