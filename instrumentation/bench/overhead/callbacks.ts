import { once } from 'node:events';
import http from 'node:http';

/** A session of the load: the code, one choice, an amount, and the app's END. */
const TEXTS = ['', '2', '2*500'];
export const CALLBACKS_PER_SESSION = TEXTS.length;
/** Three steps and the root. */
export const SPANS_PER_SESSION = TEXTS.length + 1;

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

let sessions = 0;

/** Callbacks of Africa's Talking, session after session; each call starts new ones. */
export function callbacks(): () => string {
  let session = 0;
  let position = TEXTS.length;
  return function next() {
    if (position === TEXTS.length) {
      session = sessions++;
      position = 0;
    }
    const text = encodeURIComponent(TEXTS[position++] ?? '');
    return `sessionId=ATUid_${session}&serviceCode=*384*123%23&phoneNumber=%2B2547${10_000_000 + (session % 80_000_000)}&networkCode=63902&text=${text}`;
  };
}

/** One callback and its whole answer. */
export async function call(agent: http.Agent, port: number, body: string): Promise<void> {
  const request = http.request({
    host: '127.0.0.1',
    port,
    path: '/ussd',
    method: 'POST',
    agent,
    headers: { ...HEADERS, 'content-length': Buffer.byteLength(body) },
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  response.resume();
  await once(response, 'end');
}

/**
 * Sends callbacks as fast as the app answers them, over kept-alive connections.
 *
 * @param count at least so many: rounded up to whole sessions on every connection.
 * @returns how many were sent.
 */
export async function sendAll(port: number, count: number, connections: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const left = Math.ceil(count / connections / CALLBACKS_PER_SESSION) * CALLBACKS_PER_SESSION;
  // Each connection plays whole sessions, so that their requests come in order.
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const next = callbacks();
      for (let sent = 0; sent < left; sent++) await call(agent, port, next());
    }),
  );
  agent.destroy();
  return left * connections;
}
