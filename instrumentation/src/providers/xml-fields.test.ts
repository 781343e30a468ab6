import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFlatXml, xmlFields } from './xml-fields.ts';

test('the innermost elements are read, the root is told under <', () => {
  expect({
    ...xmlFields(
      '<?xml version="1.0"?>\n<ussd>\n <msisdn>27829991234</msisdn><premium><cost>0</cost></premium><msg/></ussd>',
    ),
  }).toEqual({ '<': 'ussd', msisdn: '27829991234', cost: '0', msg: '' });
});

test('the five entities, characters by number, CDATA and comments are read as what they stand for', () => {
  expect(
    xmlFields('<r><m>Tom &amp; Ann &lt;3 &#65;&#x42;<!-- no --><![CDATA[ <b>&amp;]]></m></r>')?.m,
  ).toBe('Tom & Ann <3 AB <b>&amp;');
});

test('namespaces and attributes are left out', () => {
  expect(parseFlatXml('<s:Env xmlns:s="x"><s:m a="1">1</s:m></s:Env>')).toEqual({
    root: 'Env',
    leaves: [['m', '1']],
  });
});

test('the first of several elements of one name counts as the field', () => {
  expect(xmlFields('<r><a>1</a><a>2</a></r>')?.a).toBe('1');
});

test('a document with declarations of its own is not read', () => {
  const bomb = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r><m>&b;</m></r>';
  expect(xmlFields(bomb)).toBeUndefined();
  expect(xmlFields('<r><m>&b;&nbsp;</m></r>')?.m).toBe('&b;&nbsp;');
});

test('no more elements are read than any gateway sends', () => {
  expect(parseFlatXml(`<r>${'<a></a>'.repeat(1_000)}</r>`)?.leaves.length).toBeLessThanOrEqual(200);
});

test('what is not XML is not read', () => {
  for (const text of [
    '',
    '<',
    '<>',
    '< a>',
    'x<a></a>',
    '<a',
    '<a><!--',
    '<a><![CDATA[x',
    '<a b',
  ]) {
    expect(xmlFields(text)).toBeUndefined();
  }
});

test('hostile documents cost no more than their length', () => {
  const before = process.threadCpuUsage();
  for (const part of ['<!--', '<?', '<![CDATA[', '<', '<a>', '<a ', '&#', '<a></a>', '<a>&amp;']) {
    xmlFields(`<r>${part.repeat(65_536 / part.length)}`);
  }
  // Of this thread only: what else runs here costs nothing.
  expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
});

test('nothing throws, and what is written is read', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const written = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  fc.assert(
    fc.property(
      fc.string(),
      fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([n]) => n }),
      (any, leaves) => {
        xmlFields(`<${any}`);
        const body = leaves.map(([n, text]) => `<${n}>${written(text)}</${n}>`).join('');
        expect(parseFlatXml(`<Root>${body}</Root>`)?.leaves).toEqual(leaves);
      },
    ),
  );
});
