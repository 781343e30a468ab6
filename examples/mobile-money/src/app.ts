import express, { type Express } from 'express';
import { answerAfricasTalking } from './africastalking.ts';
import { type ArkeselSessions, answerArkesel } from './arkesel.ts';
import type { BankClient } from './bank-client.ts';
import type { Menu } from './menu.ts';

/** The wallet over HTTP: one route per gateway. */
export function createApp(menu: Menu, bank: BankClient): Express {
  const sessions: ArkeselSessions = new Map();
  const app = express();
  app.disable('x-powered-by');

  app.post(
    '/ussd/africastalking',
    express.urlencoded({ extended: false }),
    async (request, response) => {
      response.type('text/plain').send(await answerAfricasTalking(request.body, menu, bank));
    },
  );

  // The gateway's word that a session is over; the wallet has no use for it.
  app.post('/ussd/africastalking/events', (_request, response) => {
    response.type('text/plain').send('OK');
  });

  app.post('/ussd/arkesel', express.json(), async (request, response) => {
    response.json(await answerArkesel(request.body, sessions, menu, bank, Date.now()));
  });

  return app;
}
