import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves on loopback until SIGINT or SIGTERM, and says where on one line:
 * `bank listens on http://127.0.0.1:47801`.
 *
 * @param port 0 = any free one.
 */
export function listen(name: string, app: RequestListener, port: number): Promise<void> {
  const server = createServer(app);
  const stop = () => {
    server.close();
    server.closeIdleConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      console.log(`${name} listens on http://127.0.0.1:${taken}`);
      resolve();
    });
  });
}
