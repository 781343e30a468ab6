import { currencyOf, readAmount, readPin, tell } from '../visit.ts';
import { ask, end, type Screens, withBank } from './screen.ts';

const BILLERS: Readonly<Record<string, string>> = {
  '1': 'Nuru Power',
  '2': 'Maji Water',
  '3': 'School fees',
};

/** Pay a bill: biller, account, amount, PIN. */
export const bills: Screens = {
  biller: {
    back: 'main',
    draw: (visit) => ask(tell(visit, 'biller')),
    take(input, visit) {
      const biller = BILLERS[input];
      if (!biller) return { problem: 'invalidChoice' };
      return { to: 'billAccount', visit: { ...visit, biller } };
    },
  },
  billAccount: {
    back: 'biller',
    draw: (visit) => ask(tell(visit, 'billAccount', visit.biller ?? '')),
    take(input, visit) {
      if (!/^\d{6,8}$/.test(input)) return { problem: 'invalidAccount' };
      return { to: 'billAmount', visit: { ...visit, account: input } };
    },
  },
  billAmount: {
    back: 'billAccount',
    draw: (visit) => ask(tell(visit, 'billAmount', currencyOf(visit))),
    take(input, visit) {
      const amount = readAmount(input, 10, 50_000);
      if (amount === undefined) return { problem: 'invalidAmount' };
      return { to: 'billPin', visit: { ...visit, amount } };
    },
  },
  billPin: {
    draw: (visit) =>
      ask(tell(visit, 'billPin', currencyOf(visit), visit.amount ?? 0, visit.biller ?? '')),
    take(input, visit) {
      const pin = readPin(input);
      return pin ? { to: 'billPaid', visit: { ...visit, pin } } : { problem: 'invalidPin' };
    },
  },
  billPaid: {
    draw(visit, bank) {
      const { msisdn: from, amount = 0, pin = '', biller = '', account = '' } = visit;
      const currency = currencyOf(visit);
      const order = { from, biller, account, amount, pin };
      return withBank(visit, bank.payBill(order), ({ receipt, balance }) =>
        end(
          tell(
            visit,
            'billPaid',
            currency,
            amount,
            biller,
            receipt,
            currency,
            balance.toLocaleString('en'),
          ),
        ),
      );
    },
  },
};
