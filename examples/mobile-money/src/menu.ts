import type { BankClient } from './bank-client.ts';
import { airtime } from './screens/airtime.ts';
import { balance } from './screens/balance.ts';
import { bills } from './screens/bills.ts';
import { mainMenu } from './screens/main-menu.ts';
import { end, type Screens, type Shown } from './screens/screen.ts';
import { sendMoney } from './screens/send-money.ts';
import { statement } from './screens/statement.ts';
import { startVisit, tell } from './visit.ts';
import type { Phrase } from './words.ts';

/** The versions of the app that are deployed. */
export const VERSIONS = ['1.4.0', '1.5.0'] as const;
export type Version = (typeof VERSIONS)[number];

/** Who calls, and everything typed in the session so far. */
export interface Caller {
  readonly msisdn: string;
  readonly serviceCode: string;
  readonly inputs: readonly string[];
}

/** Answers a caller with the next screen. */
export type Menu = (caller: Caller, bank: BankClient) => Promise<Shown>;

const MISTAKES_MAX = 3;

/**
 * The wallet's menu. It keeps nothing between two requests: the inputs are walked from the start
 * each time, and only the screen they lead to is drawn.
 */
export function createMenu(version: Version): Menu {
  const screens: Screens = {
    ...mainMenu,
    ...sendMoney(version === '1.5.0'),
    ...airtime,
    ...bills,
    ...balance,
    ...statement,
  };

  return async function answer({ msisdn, serviceCode, inputs }, bank) {
    let visit = startVisit(msisdn, serviceCode);
    let at = 'main';
    let mistakes = 0;
    let problem: Phrase | undefined;
    for (const input of inputs) {
      const screen = screens[at];
      if (!screen?.take) break;
      problem = undefined;
      if (input === '0' && screen.back) {
        at = screen.back;
        continue;
      }
      const turn = screen.take(input.trim(), visit);
      if ('problem' in turn) {
        mistakes += 1;
        if (mistakes === MISTAKES_MAX) return end(tell(visit, 'tooManyMistakes', serviceCode));
        problem = turn.problem;
      } else {
        at = turn.to;
        visit = turn.visit;
      }
    }
    const screen = screens[at];
    if (!screen) throw new Error(`There is no screen '${at}'`);
    const shown = await screen.draw(visit, bank);
    return problem && shown.more
      ? { ...shown, text: `${tell(visit, problem)}\n${shown.text}` }
      : shown;
  };
}
