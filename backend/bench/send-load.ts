import { Agent, request } from 'node:http';

/** How a load went. */
export interface Sent {
  /** From the first request to the last acknowledgement. */
  readonly seconds: number;
  /** Requests that were told to come again. */
  readonly retries: number;
}

const RETRY_AFTER_MS = 1_000;

/**
 * Posts prebuilt OTLP protobuf bodies over `connections` kept-alive connections, each sending its
 * next request when the last one was acknowledged.
 *
 * @throws {Error} on any answer but 200, 429 and 503.
 */
export async function sendLoad(
  address: string,
  bodies: readonly Buffer[],
  connections: number,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const startedAt = performance.now();
  let next = 0;
  let retries = 0;
  async function sender(): Promise<void> {
    for (;;) {
      const body = bodies[next];
      next += 1;
      if (body === undefined) return;
      for (;;) {
        const status = await post(`${address}/v1/traces`, agent, body);
        if (status === 200) break;
        if (status !== 429 && status !== 503) throw new Error(`A request was answered ${status}`);
        retries += 1;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, sender));
  agent.destroy();
  return { seconds: (performance.now() - startedAt) / 1000, retries };
}

function post(url: string, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
