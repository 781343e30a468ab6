import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCRUBBED, Secrets } from './secrets.ts';

function secretsOf(...typed: string[]): Secrets {
  const secrets = new Secrets();
  for (const text of typed) secrets.add(text);
  return secrets;
}

describe('a secret is taken out of a text', () => {
  test.each([
    ['as it is', '4821', 'pin 4821!', `pin ${SCRUBBED}!`],
    ['inside a longer number', '4821', 'ref 9948210', `ref 99${SCRUBBED}0`],
    ['grouped by spaces', '4821', '4 8 2 1', SCRUBBED],
    ['grouped as an amount', '4821', 'KES 4,821.00', `KES ${SCRUBBED}.00`],
    ['in another case', 'Hunter2', 'HUNTER2 hunter2', `${SCRUBBED} ${SCRUBBED}`],
    ['percent-encoded', 'p@ss w', 'a=p%40ss%20w', `a=${SCRUBBED}`],
    ['form-encoded', 'p@ss w', 'a=p%40ss+w', `a=${SCRUBBED}`],
    ['escaped for JSON', 'a"b\\c', '{"p":"a\\"b\\\\c"}', `{"p":"${SCRUBBED}"}`],
    ['escaped for XML', 'a<b&c', '<p>a&lt;b&amp;c</p>', `<p>${SCRUBBED}</p>`],
    ['in base64', '4821', 'x NDgyMQ== y', `x ${SCRUBBED}== y`],
    ['with marks that mean something in a pattern', 'a.*b', 'a.*b axxb', `${SCRUBBED} axxb`],
  ])('%s', (_name, secret, text, expected) => {
    expect(secretsOf(secret).scrub(text)).toBe(expected);
  });

  test('the longer of two first', () => {
    expect(secretsOf('482', '4821').scrub('4821 482')).toBe(`${SCRUBBED} ${SCRUBBED}`);
  });

  test('each part of what was typed', () => {
    expect(secretsOf('500 4821').scrub('pin=4821&amount=500')).toBe(
      `pin=${SCRUBBED}&amount=${SCRUBBED}`,
    );
  });

  test('and the beginning of it where a text was cut off', () => {
    expect(secretsOf('4821').scrubCut('pin=482')).toBe('pin=');
    expect(secretsOf('4821').scrubCut('pin=482 ')).toBe('pin=482 ');
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3, unit: 'binary' }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(secret.trim().length >= 3 && !SCRUBBED.includes(secret.trim()));
          expect(secretsOf(secret).scrub(`${before}${secret}${after}`)).not.toContain(
            secret.trim(),
          );
        },
      ),
    );
  });
});

test('one or two characters are choices, not secrets to look for', () => {
  expect(secretsOf('1', '12').scrub('1 12 121')).toBe('1 12 121');
});

test('a number that was a secret with zeros in front is known', () => {
  const secrets = secretsOf('0042');
  expect(secrets.has(42)).toBe(true);
  expect(secrets.has('0042')).toBe(true);
  expect(secrets.has(43)).toBe(false);
});

test('more than can be remembered is said, so that nothing is recorded any more', () => {
  const secrets = new Secrets();
  for (let value = 0; value < 300; value++) secrets.add(`secret${value}`);
  expect(secrets.overflown).toBe(true);
  expect(secrets.followsFrom(['secret1'])).toBe(false);
});

test('what could be made again from what was typed follows from it', () => {
  expect(secretsOf('500 4821').followsFrom(['4821', '500 4821'])).toBe(true);
  expect(secretsOf('4821', '9999').followsFrom(['4821'])).toBe(false);
  const secrets = new Secrets();
  secrets.overflow();
  expect(secrets.followsFrom([])).toBe(false);
});

test('what one suspects and another knows stays a secret', () => {
  const [one, other] = [{}, {}];
  const secrets = new Secrets();
  secrets.suspect('4821', one);
  secrets.suspect('7777', one);
  secrets.suspect('7777', other);
  secrets.suspect('8888', one);
  secrets.add('4821');
  secrets.acquit(one);
  expect(secrets.scrub('4821 7777 8888')).toBe(`${SCRUBBED} ${SCRUBBED} 8888`);
  secrets.acquit(other);
  expect(secrets.scrub('4821 7777 8888')).toBe(`${SCRUBBED} 7777 8888`);
});

test('what was acquitted makes room again', () => {
  const secrets = new Secrets();
  for (let turn = 0; turn < 100; turn++) {
    secrets.suspect(`${turn}`.padStart(200, 'x'));
    secrets.acquit();
  }
  expect(secrets.overflown).toBe(false);
});
