import { Router } from 'express';
import { readConfig } from '../src/config.ts';
import type { DecodedBatch } from '../src/decode/decoded-batch.ts';
import { createServer } from '../src/server.ts';
import { quietLog } from './quiet-log.ts';

/** A server on a free port whose store is a function of the test's. */
export interface Served {
  readonly address: string;
  /** Everything that was stored. */
  readonly batches: readonly DecodedBatch[];
  close(): Promise<void>;
}

/** @param append what the store does with a batch; storing it is the default. */
export async function serve(
  env: Readonly<Record<string, string>> = {},
  append: (batch: DecodedBatch) => Promise<void> = async () => undefined,
  pageDist?: string,
): Promise<Served> {
  const batches: DecodedBatch[] = [];
  const queryRouter = Router();
  queryRouter.get('/status', (_request, response) => void response.json({}));
  const server = createServer({
    config: readConfig({ HOPSCOPE_PORT: '0', ...env }),
    store: {
      append: async (batch) => {
        await append(batch);
        batches.push(batch);
      },
      query: async () => [],
    },
    queryRouter,
    log: quietLog,
    ...(pageDist === undefined ? {} : { pageDist }),
  });
  return { address: await server.listen(), batches, close: () => server.close() };
}
