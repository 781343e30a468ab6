import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express } from 'express';
import type { Bank } from './bank.ts';

/** The bank over HTTP. */
export function createBankServer(bank: Bank): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use(async (request, response) => {
    const pin = request.get('x-wallet-pin');
    const reply = bank.handle({
      method: request.method === 'POST' ? 'POST' : 'GET',
      path: request.originalUrl,
      body: request.body ?? {},
      ...(pin === undefined ? {} : { pin }),
    });
    await sleep(reply.delayMs);
    response.status(reply.status).json(reply.body);
  });
  return app;
}
