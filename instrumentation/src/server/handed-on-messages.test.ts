import http, { type RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { observeServers, post, readBody, serve } from '../../test/observed-servers.ts';

const seen = observeServers();

describe('messages that an app hands on in another shape are those it was given:', () => {
  const shapes = {
    'an object on top': <T extends object>(message: T): T => Object.create(message),
    'a proxy': <T extends object>(message: T): T => new Proxy(message, {}),
    itself: <T extends object>(message: T): T => message,
  };
  const pairs = Object.entries(shapes).flatMap(([asked, ofRequest]) =>
    Object.entries(shapes).map(([answered, ofResponse]) => ({
      asked,
      answered,
      ofRequest,
      ofResponse,
    })),
  );
  test.each(pairs)('request $asked, response $answered', async ({ ofRequest, ofResponse }) => {
    const calls: string[] = [];
    const inner = http.createServer((request, response) => {
      request.once('theirs', () => calls.push('request')).emit('theirs');
      response.once('theirs', () => calls.push('response')).emit('theirs');
    });
    const outer: RequestListener = (request, response) =>
      readBody(request, () => {
        inner.emit('request', ofRequest(request), ofResponse(response));
        // By itself: Node never completes an answer that was ended by another object.
        response.end('CON Welcome');
      });
    await serve(outer, async (url) => expect(await (await post(url)).text()).toBe('CON Welcome'));
    expect(calls).toEqual(['request', 'response']);
    expect(seen.hops.map(({ answer }) => answer?.body)).toEqual(['CON Welcome']);
  });
});

test('a request that one server hands to another is one hop', async () => {
  const inner = http.createServer((request, response) =>
    readBody(request, () => response.end('CON x')),
  );
  await serve(
    (request, response) => void inner.emit('request', request, response),
    async (url) => expect(await (await post(url)).text()).toBe('CON x'),
  );
  expect(seen.hops).toHaveLength(1);
});
