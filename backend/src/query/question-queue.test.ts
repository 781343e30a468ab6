import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { quietLog } from '../../test/quiet-log.ts';
import { createQuestionQueue } from './question-queue.ts';
import { createQueryRouter } from './router.ts';

const config = {
  goals: new Map<string, readonly string[]>(),
  idleLimitSeconds: 180,
  userHashKeys: [],
};

/** A store that answers nothing until it is let go. */
function heldStore() {
  const asked: unknown[] = [];
  const held = Promise.withResolvers<void>();
  return {
    asked,
    letGo: held.resolve,
    async query<Row>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<Row[]> {
      asked.push(params?.text ?? sql);
      await held.promise;
      return [];
    },
  };
}

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

test('a question whose asker has left while it waited is never put to the store', async () => {
  const store = heldStore();
  const gone = Promise.withResolvers<void>();
  const bodyRead = Promise.withResolvers<void>();
  const app = express();
  app.use((request, response, next) => {
    if (request.headers['x-impatient'] !== undefined) {
      request.once('end', bodyRead.resolve);
      response.once('close', gone.resolve);
    }
    next();
  });
  app.use(createQueryRouter({ queue: createQuestionQueue(store), config, log: quietLog }));
  const server = createServer(app).listen(0, '127.0.0.1');
  cleanups.push(() => server.close());
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (text: string, more: RequestInit = {}, headers = {}) =>
    fetch(`${address}/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ text }),
      ...more,
    });

  const patient = [ask('one'), ask('two')];
  while (store.asked.length < 2) await fetch(`${address}/openapi.json`);
  const leaving = new AbortController();
  const left = ask('three', { signal: leaving.signal }, { 'x-impatient': '1' });
  await bodyRead.promise;
  await fetch(`${address}/openapi.json`);
  leaving.abort();
  await expect(left).rejects.toThrow();
  await gone.promise;
  patient.push(ask('four'));
  store.letGo();
  for (const answer of await Promise.all(patient)) expect(answer.status).toBe(200);
  expect([...store.asked].sort()).toEqual(['four', 'one', 'two']);
});

test('questions beyond those that run wait for their turn, in order, also after one that fails', async () => {
  const turns = ['a', 'b', 'c'].map((name) => ({ name, ...Promise.withResolvers<never[]>() }));
  const asked: string[] = [];
  const store = {
    query: async <Row>(sql: string): Promise<Row[]> => {
      asked.push(sql);
      return (await turns.find(({ name }) => name === sql)?.promise) ?? [];
    },
  };
  const patient = createQuestionQueue(store, 1)(() => false);
  const answers = turns.map(({ name }) => patient.query(name));
  turns[0]?.reject(new Error('broken'));
  await expect(answers[0]).rejects.toThrow('broken');
  turns[1]?.resolve([]);
  await answers[1];
  turns[2]?.resolve([]);
  await answers[2];
  expect(asked).toEqual(['a', 'b', 'c']);
});
