import type { BankReply, BankRequest } from './bank/bank.ts';

/** Sends one request; rejects when there is no answer within `timeoutMs`. */
export type CallBank = (request: BankRequest, timeoutMs: number) => Promise<BankReply>;

/** Why the bank said no; the customer hears it in their own words. */
export type Refusal = 'unknown_customer' | 'wrong_pin' | 'insufficient_funds';

export type Result<T> = { readonly ok: T } | { readonly refused: Refusal };

export interface Receipt {
  readonly receipt: string;
  readonly balance: number;
}

export interface StatementEntry {
  readonly kind: string;
  readonly amount: number;
}

export interface Payment {
  readonly from: string;
  readonly amount: number;
  readonly pin: string;
}

/** What the menu needs of the bank. Every call may throw {@link BankUnavailable}. */
export interface BankClient {
  findCustomer(msisdn: string): Promise<Result<{ readonly name: string }>>;
  balance(msisdn: string, pin: string): Promise<Result<{ readonly balance: number }>>;
  entries(msisdn: string, pin: string): Promise<Result<{ readonly entries: StatementEntry[] }>>;
  transfer(payment: Payment & { to: string; reference?: string }): Promise<Result<Receipt>>;
  buyAirtime(order: { from: string; amount: number }): Promise<Result<Receipt>>;
  payBill(payment: Payment & { biller: string; account: string }): Promise<Result<Receipt>>;
}

/** The bank failed or was too slow; the menu ends with a friendly word. */
export class BankUnavailable extends Error {
  override readonly name = 'BankUnavailable';
}

const LOOKUP_TIMEOUT_MS = 3_500;
const PAYMENT_TIMEOUT_MS = 7_000;
const REFUSALS: readonly unknown[] = ['unknown_customer', 'wrong_pin', 'insufficient_funds'];

export function createBankClient(call: CallBank): BankClient {
  async function ask<T>(request: BankRequest, timeoutMs: number): Promise<Result<T>> {
    const reply = await call(request, timeoutMs).catch((error: unknown) => {
      throw new BankUnavailable(`${request.method} to the bank got no answer`, { cause: error });
    });
    if (reply.status < 300) return { ok: reply.body as T };
    const problem = (reply.body as { problem?: unknown } | null)?.problem;
    if (reply.status < 500 && REFUSALS.includes(problem)) return { refused: problem as Refusal };
    throw new BankUnavailable(`The bank answered ${reply.status}`);
  }

  // Reading twice is harmless, paying twice is not.
  async function read<T>(request: BankRequest): Promise<Result<T>> {
    try {
      return await ask<T>(request, LOOKUP_TIMEOUT_MS);
    } catch {
      return ask<T>(request, LOOKUP_TIMEOUT_MS);
    }
  }

  const pay = (path: string, body: object): Promise<Result<Receipt>> =>
    ask({ method: 'POST', path, body: { ...body } }, PAYMENT_TIMEOUT_MS);

  return {
    findCustomer: (msisdn) => read({ method: 'GET', path: `/customers/${msisdn}` }),
    balance: (msisdn, pin) => read({ method: 'GET', path: `/accounts/${msisdn}/balance`, pin }),
    entries: (msisdn, pin) =>
      read({ method: 'GET', path: `/accounts/${msisdn}/entries?limit=3`, pin }),
    transfer: (payment) => pay('/transfers', payment),
    buyAirtime: (order) => pay('/airtime', order),
    payBill: (payment) => pay('/bills', payment),
  };
}
