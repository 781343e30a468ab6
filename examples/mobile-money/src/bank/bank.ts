import { book, createAccounts } from './accounts.ts';
import { type Trouble, troubleFor } from './trouble.ts';

export interface BankRequest {
  readonly method: 'GET' | 'POST';
  /** With the query. */
  readonly path: string;
  /** The PIN of GET requests: `x-wallet-pin`. */
  readonly pin?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface BankReply {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: unknown;
}

export interface Bank {
  /** What the bank answers, and how long it takes over it. */
  handle(request: BankRequest): BankReply & { readonly delayMs: number };
}

/**
 * The bank: accounts, transfers, airtime and bills, slow at times and wrong at times.
 *
 * @param random from 0 to 1, decides on delays and faults.
 * @param now unix milliseconds; the bank is worse at some hours than at others.
 */
export function createBank(random: () => number, now: () => number): Bank {
  const accounts = createAccounts();
  let receipts = Math.floor(random() * 900_000) + 100_000;

  function answer({ method, path, pin, body = {} }: BankRequest): BankReply {
    const [place = '', query = ''] = path.split('?');
    const parts = place.split('/').slice(1);
    const [collection, id = '', detail] = parts;
    if (method === 'GET' && collection === 'customers') {
      const found = accounts.find(id);
      return found ? ok({ name: found.customer.name }) : refuse(404, 'unknown_customer');
    }
    const owner = accounts.find(method === 'GET' ? id : String(body.from));
    if (!owner) return refuse(404, 'unknown_customer');
    const given = method === 'GET' ? pin : body.pin;
    if (collection !== 'airtime' && given !== owner.customer.pin) return refuse(403, 'wrong_pin');

    if (method === 'GET' && detail === 'balance') return ok({ balance: owner.balance });
    if (method === 'GET' && detail === 'entries') {
      const limit = Number(new URLSearchParams(query).get('limit') ?? 3);
      return ok({ entries: owner.entries.slice(0, limit) });
    }
    if (method === 'GET') return refuse(404, 'unknown_path');

    const amount = Number(body.amount);
    const fee = collection === 'transfers' ? feeOf(amount) : 0;
    if (amount + fee > owner.balance) return refuse(402, 'insufficient_funds');
    if (collection === 'transfers') {
      const receiver = accounts.find(String(body.to));
      if (!receiver) return refuse(404, 'unknown_customer');
      book(receiver, { kind: 'received', amount });
    }
    const kinds: Record<string, string> = { transfers: 'sent', airtime: 'airtime', bills: 'bill' };
    const kind = kinds[collection ?? ''];
    if (!kind) return refuse(404, 'unknown_path');
    book(owner, { kind, amount: -(amount + fee) });
    receipts += 1;
    return { status: 201, body: { receipt: `JW${receipts}`, balance: owner.balance } };
  }

  return {
    handle(request) {
      const trouble: Trouble = troubleFor(random, now());
      if (trouble.kind === 'down')
        return { ...refuse(503, 'unavailable'), delayMs: trouble.delayMs };
      if (trouble.kind === 'broken')
        return { ...refuse(500, 'internal'), delayMs: trouble.delayMs };
      // A bank that says 200 and sends nothing useful: the fault that apps forget.
      if (trouble.kind === 'empty') return { status: 200, body: {}, delayMs: trouble.delayMs };
      return { ...answer(request), delayMs: trouble.delayMs };
    },
  };
}

/** One per cent, at least 1. The app says the same sum before it is paid. */
export function feeOf(amount: number): number {
  return Math.max(1, Math.round(amount / 100));
}

function ok(body: unknown): BankReply {
  return { status: 200, body };
}

function refuse(status: number, problem: string): BankReply {
  return { status, body: { problem } };
}
