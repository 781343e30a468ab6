import { createApp } from './app.ts';
import { createBankClient } from './bank-client.ts';
import { callBankOverHttp } from './call-bank-over-http.ts';
import { listen } from './listen.ts';
import { createMenu, VERSIONS } from './menu.ts';

const { PORT = '0', BANK_URL = 'http://127.0.0.1:47801', WALLET_VERSION = '1.5.0' } = process.env;
const version = VERSIONS.find((known) => known === WALLET_VERSION);
if (!version) {
  throw new Error(`WALLET_VERSION is '${WALLET_VERSION}', expected one of ${VERSIONS.join(', ')}`);
}

const bank = createBankClient(callBankOverHttp(BANK_URL));
await listen(`wallet ${version}`, createApp(createMenu(version), bank), Number(PORT));
