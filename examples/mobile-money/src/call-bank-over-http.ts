import { request as httpRequest } from 'node:http';
import type { BankReply, BankRequest } from './bank/bank.ts';
import type { CallBank } from './bank-client.ts';

/**
 * Calls the bank by `fetch`, and by `node:http` for account pages: that part of the app is older.
 *
 * @param bankUrl without a slash at the end.
 */
export function callBankOverHttp(bankUrl: string): CallBank {
  return (request, timeoutMs) =>
    request.path.startsWith('/accounts/')
      ? callByHttp(bankUrl, request, timeoutMs)
      : callByFetch(bankUrl, request, timeoutMs);
}

async function callByFetch(
  bankUrl: string,
  { method, path, body }: BankRequest,
  timeoutMs: number,
): Promise<BankReply> {
  const response = await fetch(bankUrl + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await response.json() };
}

function callByHttp(
  bankUrl: string,
  { method, path, pin = '' }: BankRequest,
  timeoutMs: number,
): Promise<BankReply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      bankUrl + path,
      { method, headers: { 'x-wallet-pin': pin }, signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch (error) {
            reject(error);
          }
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end();
  });
}
