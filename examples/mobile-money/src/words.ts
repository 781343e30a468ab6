/** What the screens say. `{}` are filled in order. */
const ENGLISH = {
  main: 'Jirani Wallet\n1. Send money\n2. Buy airtime\n3. Pay bill\n4. Balance\n5. Mini statement',
  otherLanguage: '6. Kiswahili',
  sendTo: 'Send money\nEnter phone number to send to\n0. Back',
  sendAmount: 'Send money\nEnter amount to send in {} (10-50000)\n0. Back',
  sendReference:
    'Payment reference\nNew! Describe what this payment is for. Use 12 letters or more, no digits',
  sendPin: 'Send money\nEnter PIN to send money',
  sendConfirm: 'Confirm transfer\nSend {} {} to {}\nFee {} {}\n1. Yes\n2. No',
  sent: 'Money sent\n{} {} to {}. Receipt {}. New balance {} {}',
  airtimeAmount: 'Buy airtime\nEnter airtime amount in {} (5-5000)\n0. Back',
  airtimeConfirm: 'Confirm airtime\nBuy {} {} airtime for your phone?\n1. Yes\n2. No',
  airtimeBought: 'Airtime bought\n{} {} is on your phone. Receipt {}',
  biller: 'Pay bill\n1. Nuru Power\n2. Maji Water\n3. School fees\n0. Back',
  billAccount: '{}\nEnter bill account number\nExample: 1234567\n0. Back',
  billAmount: 'Pay bill\nEnter bill amount in {} (10-50000)\n0. Back',
  billPin: 'Pay {} {} to {}\nEnter PIN to pay bill',
  billPaid: 'Bill paid\n{} {} to {}. Receipt {}. New balance {} {}',
  balancePin: 'Balance\nEnter PIN to see balance',
  balance: 'Your balance\nYou have {} {}. Thank you for using Jirani Wallet',
  statementPin: 'Mini statement\nEnter PIN to see statement',
  statement: 'Last transactions\n{}',
  noEntries: 'Nothing yet',
  cancelled: 'Cancelled. Dial {} to try again',
  invalidChoice: 'Invalid choice. Try again.',
  invalidNumber: 'That is not a phone number. Try again.',
  invalidAmount: 'That amount is not allowed. Try again.',
  invalidReference: 'That reference is not valid. Try again.',
  invalidAccount: 'That account number is not valid. Try again.',
  invalidPin: 'The PIN has 4 digits. Try again.',
  tooManyMistakes: 'Too many invalid entries. Dial {} to try again',
  wrongPin: 'Wrong PIN. Dial {} to try again',
  insufficientFunds: 'Insufficient funds. Sorry, there is not enough money in your wallet',
  unknownCustomer: 'Transaction failed. Sorry, this number has no Jirani Wallet',
  unavailable: 'Service unavailable. Sorry, please try again later',
};

const SWAHILI: Partial<Record<Phrase, string>> = {
  main: 'Menyu kuu\n1. Tuma pesa\n2. Nunua salio\n3. Lipa bili\n4. Angalia salio\n5. Taarifa fupi',
  otherLanguage: '6. English',
  sendTo: 'Tuma pesa\nWeka namba ya simu ya mpokeaji\n0. Rudi',
  sendAmount: 'Tuma pesa\nWeka kiasi cha kutuma kwa {} (10-50000)\n0. Rudi',
  sendReference: 'Sababu ya malipo\nMpya! Eleza sababu ya malipo. Herufi 12 au zaidi, bila namba',
  sendPin: 'Tuma pesa\nWeka namba ya siri kutuma pesa',
  sendConfirm: 'Thibitisha\nTuma {} {} kwa {}\nAda {} {}\n1. Ndiyo\n2. Hapana',
  sent: 'Pesa imetumwa\n{} {} kwa {}. Risiti {}. Salio jipya {} {}',
  airtimeAmount: 'Nunua salio\nWeka kiasi cha salio kwa {} (5-5000)\n0. Rudi',
  airtimeConfirm: 'Thibitisha salio\nNunua salio la {} {}?\n1. Ndiyo\n2. Hapana',
  airtimeBought: 'Salio limenunuliwa\n{} {} iko kwenye simu yako. Risiti {}',
  biller: 'Lipa bili\n1. Nuru Power\n2. Maji Water\n3. Karo ya shule\n0. Rudi',
  billAccount: '{}\nWeka namba ya akaunti\nMfano: 1234567\n0. Rudi',
  billAmount: 'Lipa bili\nWeka kiasi cha bili kwa {} (10-50000)\n0. Rudi',
  billPin: 'Lipa {} {} kwa {}\nWeka namba ya siri kulipa bili',
  billPaid: 'Bili imelipwa\n{} {} kwa {}. Risiti {}. Salio jipya {} {}',
  balancePin: 'Salio\nWeka namba ya siri kuona salio',
  balance: 'Salio lako\nUna {} {}. Asante kwa kutumia Jirani Wallet',
  statementPin: 'Taarifa fupi\nWeka namba ya siri kuona taarifa',
  statement: 'Miamala ya mwisho\n{}',
  noEntries: 'Hakuna bado',
  cancelled: 'Imeghairiwa. Samahani, piga {} kuanza tena',
  invalidChoice: 'Chaguo si sahihi. Jaribu tena.',
  invalidNumber: 'Hiyo si namba ya simu. Jaribu tena.',
  invalidAmount: 'Kiasi hicho hakiruhusiwi. Jaribu tena.',
  invalidReference: 'Sababu hiyo si sahihi. Jaribu tena.',
  invalidAccount: 'Namba ya akaunti si sahihi. Jaribu tena.',
  invalidPin: 'Namba ya siri ina tarakimu 4. Jaribu tena.',
  tooManyMistakes: 'Umekosea mara nyingi. Samahani, piga {} kuanza tena',
  wrongPin: 'Namba ya siri si sahihi. Samahani, piga {} kuanza tena',
  insufficientFunds: 'Salio halitoshi. Samahani, huna pesa za kutosha',
  unknownCustomer: 'Muamala umeshindikana. Samahani, namba hii haina Jirani Wallet',
  unavailable: 'Huduma haipatikani. Samahani, tafadhali jaribu tena baadaye',
};

export type Phrase = keyof typeof ENGLISH;
export type Language = 'en' | 'sw';

/** The phrase in a language, with its gaps filled. */
export function say(
  language: Language,
  phrase: Phrase,
  ...values: readonly (string | number)[]
): string {
  const text = (language === 'sw' ? SWAHILI[phrase] : undefined) ?? ENGLISH[phrase];
  let next = 0;
  return text.replaceAll('{}', () => String(values[next++] ?? ''));
}
