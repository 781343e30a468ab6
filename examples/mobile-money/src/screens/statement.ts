import { currencyOf, readPin, tell } from '../visit.ts';
import { ask, end, type Screens, withBank } from './screen.ts';

/** Mini statement: PIN, then the last three entries. */
export const statement: Screens = {
  statementPin: {
    back: 'main',
    draw: (visit) => ask(tell(visit, 'statementPin')),
    take(input, visit) {
      const pin = readPin(input);
      return pin ? { to: 'statement', visit: { ...visit, pin } } : { problem: 'invalidPin' };
    },
  },
  statement: {
    draw: (visit, bank) =>
      withBank(visit, bank.entries(visit.msisdn, visit.pin ?? ''), ({ entries }) => {
        const lines = entries.map(({ kind, amount }) => `${kind} ${currencyOf(visit)} ${amount}`);
        return end(tell(visit, 'statement', lines.join('\n') || tell(visit, 'noEntries')));
      }),
  },
};
