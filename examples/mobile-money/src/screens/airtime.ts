import { currencyOf, readAmount, tell } from '../visit.ts';
import { ask, choose, end, type Screens, withBank } from './screen.ts';

/** Airtime for one's own phone: amount, confirm. */
export const airtime: Screens = {
  airtimeAmount: {
    back: 'main',
    draw: (visit) => ask(tell(visit, 'airtimeAmount', currencyOf(visit))),
    take(input, visit) {
      const amount = readAmount(input, 5, 5_000);
      if (amount === undefined) return { problem: 'invalidAmount' };
      return { to: 'airtimeConfirm', visit: { ...visit, amount } };
    },
  },
  airtimeConfirm: {
    draw: (visit) => ask(tell(visit, 'airtimeConfirm', currencyOf(visit), visit.amount ?? 0)),
    take: choose({ '1': 'airtimeBought', '2': 'cancelled' }),
  },
  airtimeBought: {
    draw(visit, bank) {
      const { msisdn: from, amount = 0 } = visit;
      return withBank(visit, bank.buyAirtime({ from, amount }), ({ receipt }) =>
        end(tell(visit, 'airtimeBought', currencyOf(visit), amount, receipt.toUpperCase())),
      );
    },
  },
};
