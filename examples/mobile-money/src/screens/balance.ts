import { currencyOf, readPin, tell } from '../visit.ts';
import { ask, end, type Screens, withBank } from './screen.ts';

/** Balance: PIN. */
export const balance: Screens = {
  balancePin: {
    back: 'main',
    draw: (visit) => ask(tell(visit, 'balancePin')),
    take(input, visit) {
      const pin = readPin(input);
      return pin ? { to: 'balance', visit: { ...visit, pin } } : { problem: 'invalidPin' };
    },
  },
  balance: {
    draw: (visit, bank) =>
      withBank(visit, bank.balance(visit.msisdn, visit.pin ?? ''), (account) =>
        end(tell(visit, 'balance', currencyOf(visit), account.balance.toLocaleString('en'))),
      ),
  },
};
