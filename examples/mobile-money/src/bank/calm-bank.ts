import { type BankClient, createBankClient } from '../bank-client.ts';
import { type BankReply, type BankRequest, createBank } from './bank.ts';

/** A bank in the same process that is never slow and never wrong, and what was asked of it. */
export function calmBank(): { readonly bank: BankClient; readonly asked: BankRequest[] } {
  const inside = createBank(
    () => 0.5,
    () => 0,
  );
  const asked: BankRequest[] = [];
  const bank = createBankClient(async (request) => {
    asked.push(request);
    return inside.handle(request);
  });
  return { bank, asked };
}

/** A bank that answers everything the same way. */
export function bankThatAnswers(reply: BankReply): BankClient {
  return createBankClient(async () => reply);
}
