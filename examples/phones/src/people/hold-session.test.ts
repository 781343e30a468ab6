import { expect, test } from 'vitest';
import { createVirtualClock } from '../clock.ts';
import type { CutOff, Line, OnPhone } from '../gateways/gateway.ts';
import { createRandom } from '../random.ts';
import { holdSession } from './hold-session.ts';
import { SESSION_LIMIT_MS } from './networks.ts';
import { pickErrand, pickPerson } from './person.ts';

const PIN_FOREVER: OnPhone = { kind: 'question', text: 'Enter PIN' };

function lineThatAsks(shown: OnPhone, cuts: CutOff[]): Line {
  return {
    dial: async () => shown,
    type: async () => shown,
    cutOff: async (how) => {
      cuts.push(how);
    },
  };
}

test('no session lasts longer than its network lets it', async () => {
  const random = createRandom('patience');
  for (let count = 0; count < 300; count++) {
    const clock = createVirtualClock(0);
    const cuts: CutOff[] = [];
    const person = pickPerson('KE', random);
    const line = lineThatAsks(PIN_FOREVER, cuts);
    const done = await holdSession(line, person, pickErrand('KE', random), clock, random);
    expect(done).toBe(false);
    expect(cuts).toHaveLength(1);
    expect(clock.now()).toBeLessThanOrEqual(SESSION_LIMIT_MS + 8_000);
  }
});

test.each([
  ['Money sent', true],
  ['Wrong PIN', false],
])('after "%s" the errand is done: %s', async (text, done) => {
  const random = createRandom('end');
  const line = lineThatAsks({ kind: 'last', text }, []);
  const person = pickPerson('GH', random);
  const held = holdSession(line, person, pickErrand('GH', random), createVirtualClock(0), random);
  expect(await held).toBe(done);
});
