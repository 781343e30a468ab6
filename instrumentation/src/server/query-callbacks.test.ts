import { expect, test } from 'vitest';
import { activeSpanId, observeServers, serve } from '../../test/observed-servers.ts';

const seen = observeServers();

test('a GET is decided by its query alone, before its handler runs', async () => {
  await serve(
    (_request, response) => {
      expect(activeSpanId()).toBe(seen.hops[0]?.spanContext.spanId);
      response.end('CON Welcome');
    },
    async (url) => {
      expect(await (await fetch(`${url}/ussd?sessionId=s1&msisdn=1&text=1*2`)).text()).toBe(
        'CON Welcome',
      );
    },
  );
  expect(seen.hops).toHaveLength(1);
  expect(seen.hops[0]?.request.path).toBe('/ussd?sessionId=s1&msisdn=1&text=1*2');
  expect(seen.hops[0]?.answer).toMatchObject({ status: 200, body: 'CON Welcome' });
});

test('a GET with less in its query than any gateway sends is not looked at', async () => {
  await serve(
    (_request, response) => response.end('ok'),
    async (url) => {
      for (const target of ['/', '/a?sessionId=1', '/a?sessionId=1&b=2', '/a&b&c&d']) {
        await (await fetch(url + target)).text();
      }
    },
  );
  expect(seen.asked).toEqual([]);
});
