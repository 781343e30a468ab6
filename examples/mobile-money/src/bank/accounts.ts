import { type Customer, customerOf } from './customers.ts';

export interface Entry {
  /** `sent`, `received`, `airtime`, `bill`. */
  readonly kind: string;
  /** Negative when money left. */
  readonly amount: number;
}

export interface Account {
  readonly customer: Customer;
  balance: number;
  /** Newest first, at most five. */
  readonly entries: Entry[];
}

export interface Accounts {
  find(msisdn: string): Account | undefined;
}

/** Wallets in memory; one is opened with its customer's opening balance when it is first asked for. */
export function createAccounts(): Accounts {
  const opened = new Map<string, Account>();
  return {
    find(msisdn) {
      const known = opened.get(msisdn);
      if (known) return known;
      const customer = customerOf(msisdn);
      if (!customer) return undefined;
      const account = {
        customer,
        balance: customer.openingBalance,
        entries: firstEntries(customer),
      };
      opened.set(msisdn, account);
      return account;
    },
  };
}

/** Books an amount on a wallet. */
export function book(account: Account, entry: Entry): void {
  account.balance += entry.amount;
  account.entries.unshift(entry);
  account.entries.length = Math.min(account.entries.length, 5);
}

function firstEntries(customer: Customer): Entry[] {
  const salary = Math.round(customer.openingBalance * 0.6);
  return [
    { kind: 'airtime', amount: -Math.max(1, Math.round(salary / 200)) },
    { kind: 'received', amount: salary },
  ];
}
