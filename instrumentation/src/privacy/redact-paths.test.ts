import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody, recordBody } from './body.ts';
import { readRedaction, splitRedactPaths } from './read-redaction.ts';
import { parseRedactPath } from './redact-paths.ts';
import { Secrets } from './secrets.ts';

const BODY = {
  customer: { name: 'Jane', 'e-mail': 'j@x.org', tags: ['a', 'b'] },
  items: [{ id: 7, note: null }, { id: 8 }],
  name: 'shop',
};

function record(body: string, paths: readonly string[], level: 'standard' | 'full' = 'full') {
  const problems: string[] = [];
  const redaction = readRedaction('redact', paths, problems);
  expect(problems).toEqual([]);
  const secrets = new Secrets();
  return recordBody(readBody(body, undefined, secrets), level, secrets, redaction);
}

const json = (path: string, level: 'standard' | 'full' = 'full') =>
  JSON.parse(record(JSON.stringify(BODY), [path], level) ?? '');

describe('a path hides what it leads to, and nothing else', () => {
  test.each([
    ['$.customer.name', { ...BODY, customer: { ...BODY.customer, name: '•••' } }],
    ['$..name', { ...BODY, customer: { ...BODY.customer, name: '•••' }, name: '•••' }],
    ["$.customer['e-mail']", { ...BODY, customer: { ...BODY.customer, 'e-mail': '•••' } }],
    ['$["customer"]', { ...BODY, customer: '•••' }],
    ['$.customer.tags[1]', { ...BODY, customer: { ...BODY.customer, tags: ['a', '•••'] } }],
    ['$..tags[*]', { ...BODY, customer: { ...BODY.customer, tags: ['•••', '•••'] } }],
    ['$.items[*].note', { ...BODY, items: [{ id: 7, note: '•••' }, { id: 8 }] }],
    ['$.items.*.id', { ...BODY, items: [{ id: '•••', note: null }, { id: '•••' }] }],
    ['$.items..id', { ...BODY, items: [{ id: '•••', note: null }, { id: '•••' }] }],
    [
      '$..[0]',
      { ...BODY, customer: { ...BODY.customer, tags: ['•••', 'b'] }, items: ['•••', { id: 8 }] },
    ],
    ['$.*', { customer: '•••', items: '•••', name: '•••' }],
    ['$.nowhere.name', BODY],
  ])('%s', (path, expected) => {
    expect(json(path)).toEqual(expected);
  });

  test('of a shape the key remains', () => {
    expect(json('$.customer', 'standard')).toEqual({
      customer: '•••',
      items: [{ id: 'number', note: 'null' }],
      name: 'string',
    });
  });

  test('in forms, XML and texts by its last name', () => {
    expect(record('customer[name]=Jane&surname=Doe', ['$.customer.name'])).toBe(
      'customer[name]=•••&surname=Doe',
    );
    expect(record('<c><x:Name>Jane</x:Name><b name="y">z</b></c>', ['$.customer.name'])).toBe(
      '<c><x:Name>•••</x:Name><b name="•••">z</b></c>',
    );
    expect(record('{name: Jane, b: c}', ['$..name[*]'])).toBe('{name: •••, b: c}');
  });

  test('of a body that was cut off too', () => {
    const cut = JSON.stringify(BODY).slice(0, -20);
    expect(record(cut, ['$.customer'])).toBe(
      '{"customer":"•••","items":[{"id":7,"note":null},{}]} (cut off)',
    );
  });
});

test('whatever a path leads to, its value is nowhere in the record', () => {
  const key = fc.constantFrom('a', 'b', 'c d', "it's", 'é');
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('plain', 1, null, true),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  const steps = fc.array(fc.oneof(key, fc.nat(2)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      tree,
      steps,
      fc.array(fc.constantFrom('exact', 'any', 'deep'), { minLength: 4 }),
      fc.boolean(),
      (root, way, hows, shape) => {
        // Puts the value there, whatever stood on the way.
        const put = (value: unknown, at: number): unknown => {
          const step = way[at];
          if (step === undefined) return 'HIDDEN-VALUE';
          if (typeof step === 'number') {
            const list = Array.isArray(value) ? [...value] : [];
            for (let index = list.length; index <= step; index++) list.push(index);
            list[step] = put(list[step], at + 1);
            return list;
          }
          const object = typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
          return { ...object, [step]: put((object as Record<string, unknown>)[step], at + 1) };
        };
        const path = way.reduce<string>((text, step, at) => {
          const exact = typeof step === 'number' ? `[${step}]` : `['${step.replace("'", "\\'")}']`;
          if (hows[at] === 'any') return `${text}[*]`;
          return hows[at] === 'deep' ? `${text}..${exact}` : text + exact;
        }, '$');
        const recorded = record(JSON.stringify(put(root, 0)), [path], shape ? 'standard' : 'full');
        expect(recorded).not.toContain('HIDDEN-VALUE');
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  '',
  'name',
  '$',
  '$.',
  '$name',
  '$.a[',
  "$['a",
  '$.a[-1]',
  '$.a[?(@.b)]',
  '$.a[0:2]',
  '$...a',
  '$.[a]',
])('is no path: %s', (text) => {
  expect(parseRedactPath(text)).toBeUndefined();
});

test('a path that is not understood hides every field of its last name, and says so', () => {
  const problems: string[] = [];
  const redaction = readRedaction('HOPSCOPE_REDACT', ['$.a[?(@.b)].name', '??', 7], problems);
  expect(redaction?.hidesName('name')).toBe(true);
  expect(problems).toEqual([
    "HOPSCOPE_REDACT has '$.a[?(@.b)].name', expected $ followed by .name, ['name'], [0], [*] or ..name such as $.customer.name or $..pin; hiding $..name instead",
    "HOPSCOPE_REDACT has '??', expected $ followed by .name, ['name'], [0], [*] or ..name such as $.customer.name or $..pin; it hides nothing",
    "HOPSCOPE_REDACT has '7', expected $ followed by .name, ['name'], [0], [*] or ..name such as $.customer.name or $..pin; it hides nothing",
  ]);
});

test('paths stand between commas, which may be in them too', () => {
  expect(splitRedactPaths(" $.a, $['b,c'] ,$..d,")).toEqual(['$.a', "$['b,c']", '$..d']);
});
