import { feeOf } from '../bank/bank.ts';
import { currencyOf, readAmount, readNumber, readPin, tell } from '../visit.ts';
import { ask, cancelled, choose, end, type Screens, withBank } from './screen.ts';

/**
 * Send money: number, amount, PIN, confirm.
 *
 * @param asksReference since 1.5.0 everybody has to say what a payment is for.
 */
export function sendMoney(asksReference: boolean): Screens {
  return {
    sendTo: {
      back: 'main',
      draw: (visit) => ask(tell(visit, 'sendTo')),
      take(input, visit) {
        const to = readNumber(visit, input);
        return to ? { to: 'sendAmount', visit: { ...visit, to } } : { problem: 'invalidNumber' };
      },
    },
    sendAmount: {
      back: 'sendTo',
      draw: (visit) => ask(tell(visit, 'sendAmount', currencyOf(visit))),
      take(input, visit) {
        const amount = readAmount(input, 10, 50_000);
        if (amount === undefined) return { problem: 'invalidAmount' };
        return { to: asksReference ? 'sendReference' : 'sendPin', visit: { ...visit, amount } };
      },
    },
    sendReference: {
      draw: (visit) => ask(tell(visit, 'sendReference')),
      take(input, visit) {
        if (!/^[^\d]{12,60}$/.test(input)) return { problem: 'invalidReference' };
        return { to: 'sendPin', visit: { ...visit, reference: input } };
      },
    },
    sendPin: {
      draw: (visit) => ask(tell(visit, 'sendPin')),
      take(input, visit) {
        const pin = readPin(input);
        return pin ? { to: 'sendConfirm', visit: { ...visit, pin } } : { problem: 'invalidPin' };
      },
    },
    sendConfirm: {
      draw(visit, bank) {
        const { to = '', amount = 0 } = visit;
        const currency = currencyOf(visit);
        return withBank(visit, bank.findCustomer(to), ({ name }) =>
          ask(
            tell(
              visit,
              'sendConfirm',
              currency,
              amount,
              name.toUpperCase(),
              currency,
              feeOf(amount),
            ),
          ),
        );
      },
      take: choose({ '1': 'sent', '2': 'cancelled' }),
    },
    sent: {
      draw(visit, bank) {
        const { to = '', amount = 0, pin = '', reference } = visit;
        const currency = currencyOf(visit);
        const order = { from: visit.msisdn, to, amount, pin, ...(reference && { reference }) };
        return withBank(visit, bank.transfer(order), ({ receipt, balance }) =>
          end(
            tell(
              visit,
              'sent',
              currency,
              amount,
              to,
              receipt,
              currency,
              balance.toLocaleString('en'),
            ),
          ),
        );
      },
    },
    cancelled,
  };
}
