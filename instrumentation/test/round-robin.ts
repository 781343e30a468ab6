import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RoundRobin {
  readonly url: string;
  close(): Promise<void>;
}

const TARGET_HEADER = 'x-served-by';

/**
 * A load balancer: each request goes to the next process, and to the one after it when that one does
 * not answer. Which one it was stands in the answer's header `x-served-by`.
 */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let turn = 0;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    // Of this request alone: with the turns of others between its own, all might be the dead one's.
    const first = turn++;
    for (let attempt = 0; attempt < ports.length; attempt++) {
      const target = (first + attempt) % ports.length;
      try {
        const answer = await forward(ports[target] ?? 0, request, body);
        response.writeHead(200, { [TARGET_HEADER]: String(target) }).end(answer);
        return;
      } catch {
        // The next one.
      }
    }
    response.writeHead(502).end();
  });
  // It never closes a connection by itself: a request that is on its way meanwhile would be lost.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

async function forward(port: number, from: http.IncomingMessage, body: Buffer): Promise<string> {
  const { method = 'GET', url = '/', headers } = from;
  const request = http.request({
    port,
    host: '127.0.0.1',
    method,
    path: url,
    headers,
    agent: false,
  });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
