import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { searchHint } from './search-hint.ts';

/** A backend that has derived the sessions of a number by the third time that it is asked. */
async function lateBackend(): Promise<string> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    const values = asked < 3 ? [[]] : [['a session']];
    const frames = [{ schema: { fields: [] }, data: { values } }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ results: { A: { status: 200, frames } } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a number is offered that a past made a moment ago has, derived or not', async () => {
  expect(await searchHint(await lateBackend(), undefined)).toContain('+254700000001');
});
