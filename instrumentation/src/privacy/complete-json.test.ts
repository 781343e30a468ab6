import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeJson } from './complete-json.ts';

test.each([
  ['{"a":1,"b":[2,{"c":"x', '{"a":1,"b":[2,{}]}'],
  ['{"a":12', '{}'],
  ['{"a":12,', '{"a":12}'],
  ['[1,2', '[1]'],
  ['[tru', '[]'],
  ['{"a":"x\\"', '{}'],
  ['{"a', '{}'],
  ['[[[', '[[[]]]'],
])('is closed behind its last whole value: %s', (text, whole) => {
  expect(completeJson(text)).toBe(whole);
});

test.each(['', '  ', '"a', '{"a":1}', '{"a":1]'])('cannot be closed: %s', (text) => {
  expect(completeJson(text)).toBeUndefined();
});

test('every beginning of a JSON text becomes JSON, with nothing that is not in the whole', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, at) => {
      const text = JSON.stringify([value]);
      const read = JSON.parse(text);
      const cut = text.slice(0, 1 + (at % text.length));
      const whole = completeJson(cut);
      if (cut === text) expect(whole).toBeUndefined();
      else expect(isPart(JSON.parse(whole ?? ''), read)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

function isPart(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  return Object.entries(part).every(([key, item]) =>
    isPart(item, (whole as Record<string, unknown>)[key]),
  );
}
