import { once } from 'node:events';
import http from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { context, trace } from '@opentelemetry/api';
import express from 'express';
import { expect, test, vi } from 'vitest';
import { observeServers, post, serve } from '../../test/observed-servers.ts';
import { nameStep } from '../api/name-step.ts';
import { insideHop } from '../hook/open-hook.ts';

const seen = observeServers();

/** What the recorder has of the request and of its answer, right behind a call. */
const known = () => `${seen.asked.length} asked, ${seen.hops[0]?.answer?.body ?? 'no answer'}`;

test('an answer leaves before anything is recorded of it, and is recorded at the end of the turn', async () => {
  const moments: string[] = [];
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        moments.push(known());
        response.end('CON Welcome');
        moments.push(known());
        setImmediate(() => moments.push(known()));
      });
    },
    async (url) => (await post(url)).text(),
  );
  expect(moments).toEqual(['0 asked, no answer', '0 asked, no answer', '1 asked, CON Welcome']);
});

test.each([
  ['asks for its span', () => void context.active().getValue(Symbol('any'))],
  ['calls out', () => void insideHop()],
  ['says something', () => nameStep('welcome')],
])('an app that %s finds the request recorded', async (_, look) => {
  let moment = '';
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        look();
        moment = known();
        response.end('CON Welcome');
      });
    },
    async (url) => (await post(url)).text(),
  );
  expect(moment).toBe('1 asked, no answer');
});

test('an app that says something of a request of which it is known that it is no callback keeps nothing', async () => {
  const said = vi.fn();
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        nameStep('welcome');
        said(seen.asked.length);
        response.end('{}');
      });
    },
    async (url) => (await post(url, 'order=1')).text(),
  );
  expect(said).toHaveBeenCalledWith(1);
  expect(seen.hops).toEqual([]);
});

test('of a request without a body the recorder is not asked, but that it was none is told', async () => {
  await serve(
    (request, response) => request.resume().on('end', () => response.end('ok')),
    async (url) => {
      const headers = { 'transfer-encoding': 'chunked' };
      const request = http.request(url, { method: 'POST', headers }).end();
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      await once(response.resume(), 'end');
    },
  );
  expect(seen.asked).toEqual([]);
  expect(seen.decided).toEqual([['', false]]);
});

test('a long answer is not kept before it is known whose it is', async () => {
  const asked: number[] = [];
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        response.write('x'.repeat(1_024));
        asked.push(seen.asked.length);
        response.write('x'.repeat(1_025));
        asked.push(seen.asked.length);
        response.end();
      });
    },
    async (url) => (await post(url, 'order=1')).text(),
  );
  expect(asked).toEqual([0, 1]);
});

test('an app that has had its span finds the answer recorded behind it, and can change it no more', async () => {
  let moment = '';
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        trace.getActiveSpan();
        response.end('CON Welcome');
        moment = known();
      });
    },
    async (url) => (await post(url)).text(),
  );
  expect(moment).toBe('1 asked, CON Welcome');
});

test('the path is the one that was asked for, also in an app that is mounted', async () => {
  const mounted = express
    .Router()
    .post('/ussd', express.text({ type: '*/*' }), (_request, response) => {
      response.send('CON Welcome');
    });
  await serve(express().use('/gateways/one', mounted), async (url) => {
    await (await post(`${url}/gateways/one`)).text();
  });
  expect(seen.hops[0]?.request.path).toBe('/gateways/one/ussd?a=1');
});

test('what an app does to the status after its answer changes nothing', async () => {
  await serve(
    (request, response) => {
      request.resume().on('end', () => {
        response.end('CON Welcome');
        response.statusCode = 500;
      });
    },
    async (url) => (await post(url)).text(),
  );
  await nextTurn();
  expect(seen.hops[0]?.answer?.status).toBe(200);
});
