import type { BankClient } from './bank-client.ts';
import type { Menu } from './menu.ts';

/** The fields of an Africa's Talking callback that the wallet reads. */
export interface AfricasTalkingForm {
  readonly phoneNumber?: string;
  readonly serviceCode?: string;
  /** Everything typed so far, joined with `*`. */
  readonly text?: string;
}

/** Answers `CON screen` or `END screen`. */
export async function answerAfricasTalking(
  form: AfricasTalkingForm,
  menu: Menu,
  bank: BankClient,
): Promise<string> {
  const { phoneNumber = '', serviceCode = '', text = '' } = form;
  const inputs = text === '' ? [] : text.split('*');
  const shown = await menu({ msisdn: phoneNumber, serviceCode, inputs }, bank);
  return `${shown.more ? 'CON' : 'END'} ${shown.text}`;
}
