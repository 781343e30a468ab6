import { Router } from 'express';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { createServer } from '../src/server.ts';

// The receiver and the decoder alone: what is decoded is thrown away. The bench's yardstick.
const server = createServer({
  config: readConfig(process.env),
  store: { append: async () => undefined, query: async () => [] },
  queryRouter: Router(),
  log: createLog(),
});
const address = await server.listen();
process.stdout.write(`${JSON.stringify({ address })}\n`);
process.on('SIGTERM', async () => {
  await server.close();
  process.exit(0);
});
