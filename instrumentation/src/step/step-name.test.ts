import { describe, expect, test } from 'vitest';
import { readScreen } from './screen.ts';
import { NameBound, nameFromScreen } from './step-name.ts';

const name = (screen: string) => nameFromScreen(readScreen(screen), true);

describe('a screen is named after its heading', () => {
  test.each([
    ['Welcome to Zuri Bank\n1. Send money\n2. Balance', 'welcome'],
    ['Enter amount (KES 10 - 70000)', 'enter_amount'],
    ['Send KES 500 to Jane. Enter your PIN', 'enter_your_pin'],
    ['Hello John, choose a service\n1. Vote', 'hello_choose_a_service'],
    ['Confirm payment of KES 1,200.50 to JANE DOE?\n1. Yes', 'confirm_payment'],
    ['Your balance is KES 12,400.00', 'your_balance'],
    ['SEND MONEY TO JANE DOE?\n1. Yes', 'send_money'],
    ['CONFIRM PAYMENT FROM JANE', 'confirm_payment'],
    ['CONFIRM JANE DOE', 'confirm'],
    ['Thibitisha Amina Otieno', 'thibitisha'],
    ['CONFIRM YOUR DETAILS', 'confirm_your_details'],
    ['CONFIRM NEW PIN', 'confirm_new_pin'],
    ['CONFIRM PURCHASE', 'confirm_purchase'],
    ['Confirm your choice', 'confirm_your_choice'],
    ['Tuma Pesa Kwa Amina Otieno', 'tuma_pesa'],
    ['ENVOYER À MARIE', 'envoyer'],
    ['Invalid amount. Enter amount', 'enter_amount'],
    ['Wrong PIN', 'wrong_pin'],
    ['My Account\n1. Balance', 'my_account'],
    ['MAIN MENU\n1. A', 'main_menu'],
    ['1. Vote\n2. Cancel', 'vote_cancel'],
    ['Entrez le montant', 'entrez_le_montant'],
    ['Weka kiasi cha pesa', 'weka_kiasi_cha_pesa'],
    ['እንኳን ደህና መጡ', 'እንኳን_ደህና_መጡ'],
    ['One two three four five six seven eight', 'one_two_three_four_five_six'],
    ['12345', undefined],
    ['', undefined],
  ])('%s', (screen, expected) => {
    expect(name(screen)).toBe(expected);
  });
});

test('the same screen has the same name for everybody', () => {
  const screens = [
    'Dear Mary Wanjiku, your balance is KES 1,200.50',
    'Dear Peter Otieno, your balance is KES 7.00',
    'Dear AMINA, your balance is KES 98,000,000',
  ];
  expect(new Set(screens.map(name)).size).toBe(1);
});

test('where no word of a screen may leave, its name tells none, but is the same for the same screen', () => {
  const hidden = nameFromScreen(readScreen('Enter amount'), false);
  expect(hidden).toMatch(/^screen_[\da-f]{6}$/);
  expect(nameFromScreen(readScreen('Enter amount!'), false)).toBe(hidden);
});

test('names are bounded in number; the rest is called other', () => {
  const names = new NameBound(2);
  expect(['a', 'b', 'c', 'a'].map((each) => names.bound(each))).toEqual(['a', 'b', 'other', 'a']);
});
