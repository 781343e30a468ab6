import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createBank } from './bank/bank.ts';
import { customerOf, msisdnAt } from './bank/customers.ts';
import { createBankServer } from './bank/server.ts';
import { createBankClient } from './bank-client.ts';
import { callBankOverHttp } from './call-bank-over-http.ts';
import { createMenu } from './menu.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(app: RequestListener): Promise<string> {
  const server = createServer(app);
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startWallet(): Promise<string> {
  const bankUrl = await serve(
    createBankServer(
      createBank(
        () => 0.5,
        () => 0,
      ),
    ),
  );
  return serve(createApp(createMenu('1.4.0'), createBankClient(callBankOverHttp(bankUrl))));
}

async function post(url: string, body: URLSearchParams | object): Promise<string> {
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(url, {
    method: 'POST',
    body: isForm ? body : JSON.stringify(body),
    headers: isForm ? {} : { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(200);
  return response.text();
}

test("Africa's Talking gets CON and END for its cumulative text", async () => {
  const wallet = await startWallet();
  const phoneNumber = `+${msisdnAt('KE', 1)}`;
  const pin = customerOf(msisdnAt('KE', 1))?.pin ?? '';
  const say = (text: string) =>
    post(
      `${wallet}/ussd/africastalking`,
      new URLSearchParams({
        sessionId: 'ATUid_1',
        phoneNumber,
        networkCode: '63902',
        serviceCode: '*384*2468#',
        text,
      }),
    );

  expect(await say('')).toMatch(/^CON Jirani Wallet/);
  expect(await say('4')).toMatch(/^CON Balance/);
  expect(await say(`4*${pin}`)).toMatch(/^END Your balance/);
});

test('Arkesel gets JSON for the last input alone', async () => {
  const wallet = await startWallet();
  const msisdn = msisdnAt('GH', 2);
  const say = async (userData: string, newSession = false): Promise<unknown> =>
    JSON.parse(
      await post(`${wallet}/ussd/arkesel`, {
        sessionID: '1',
        userID: 'JIRANI',
        newSession,
        msisdn,
        userData,
        network: 'MTN',
      }),
    );

  expect(await say('*928*24#', true)).toMatchObject({ sessionID: '1', continueSession: true });
  expect(await say('2')).toMatchObject({ message: expect.stringContaining('GHS') });
  expect(await say('20')).toMatchObject({ message: expect.stringContaining('1. Yes') });
  expect(await say('1')).toMatchObject({
    message: expect.stringContaining('Airtime bought'),
    continueSession: false,
  });
});
