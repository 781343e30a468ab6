import { expect, test } from 'vitest';
import { createVirtualClock } from '../clock.ts';
import { pickPerson } from '../people/person.ts';
import { createRandom } from '../random.ts';
import { africasTalking } from './africastalking.ts';
import { arkesel } from './arkesel.ts';
import type { Gateway, Post, PostAnswer } from './gateway.ts';

function call(gateway: Gateway, country: 'KE' | 'GH', answers: PostAnswer[]) {
  const posts: Post[] = [];
  const random = createRandom('gateway');
  const line = gateway({
    person: pickPerson(country, random),
    clock: createVirtualClock(0),
    random,
    carry: async (post) => {
      posts.push(post);
      return answers.shift() ?? { status: 200, body: 'OK' };
    },
  });
  return { line, posts, form: (index: number) => new URLSearchParams(posts[index]?.body) };
}

const con = (body: string): PostAnswer => ({ status: 200, body });

test("Africa's Talking repeats everything typed and reports the end", async () => {
  const { line, posts, form } = call(africasTalking, 'KE', [
    con('CON Hello'),
    con('CON PIN?'),
    con('END Bye'),
  ]);
  expect(await line.dial()).toEqual({ kind: 'question', text: 'Hello' });
  await line.type('4');
  expect(await line.type('1234')).toEqual({ kind: 'last', text: 'Bye' });

  expect([0, 1, 2].map((index) => form(index).get('text'))).toEqual(['', '4', '4*1234']);
  expect(posts[3]?.path).toBe('/ussd/africastalking/events');
  expect(Object.fromEntries(form(3))).toMatchObject({
    status: 'Success',
    hopsCount: '3',
    input: '4*1234',
    sessionId: form(0).get('sessionId'),
  });
});

test("Africa's Talking calls a session that was cut off incomplete, an error failed", async () => {
  const cut = call(africasTalking, 'KE', [con('CON Hello')]);
  await cut.line.dial();
  await cut.line.cutOff('cancelled');
  expect(cut.form(1).get('status')).toBe('Incomplete');

  const broken = call(africasTalking, 'KE', [{ status: 500, body: 'oops' }]);
  expect(await broken.line.dial()).toEqual({ kind: 'broken' });
  expect(broken.form(1).get('status')).toBe('Failed');
});

test('Arkesel sends what was typed last, and nothing when a session is cut off', async () => {
  const { line, posts } = call(arkesel, 'GH', [
    con('{"message":"Hello","continueSession":true}'),
    con('{"message":"Bye","continueSession":false}'),
  ]);
  expect(await line.dial()).toEqual({ kind: 'question', text: 'Hello' });
  expect(await line.type('2')).toEqual({ kind: 'last', text: 'Bye' });
  await line.cutOff('timed_out');

  expect(posts.map(({ body }) => JSON.parse(body))).toMatchObject([
    { newSession: true, userData: '*928*24#' },
    { newSession: false, userData: '2' },
  ]);
});
