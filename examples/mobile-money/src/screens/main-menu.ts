import { countryOf } from '../bank/customers.ts';
import { tell } from '../visit.ts';
import { ask, choose, type Screens } from './screen.ts';

const pick = choose({
  '1': 'sendTo',
  '2': 'airtimeAmount',
  '3': 'biller',
  '4': 'balancePin',
  '5': 'statementPin',
});

export const mainMenu: Screens = {
  main: {
    draw(visit) {
      const lines = [tell(visit, 'main')];
      if (countryOf(visit.msisdn) === 'KE') lines.push(tell(visit, 'otherLanguage'));
      return ask(lines.join('\n'));
    },
    take(input, visit) {
      if (input !== '6' || countryOf(visit.msisdn) !== 'KE') return pick(input, visit);
      return { to: 'main', visit: { ...visit, language: visit.language === 'en' ? 'sw' : 'en' } };
    },
  },
};
