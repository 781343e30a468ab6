import { listen } from '../listen.ts';
import { createBank } from './bank.ts';
import { createBankServer } from './server.ts';

const bank = createBank(Math.random, Date.now);
await listen('bank', createBankServer(bank), Number(process.env.BANK_PORT ?? 0));
