import type { Gateway, OnPhone, PostAnswer } from './gateway.ts';

export const GHANA_CODE = '*928*24#';

/** Dials as Arkesel: JSON, the last input only, and not a word when a session is cut off. */
export const arkesel: Gateway = ({ person, carry, random }) => {
  const sessionID = String(1e15 + Math.floor(random.next() * 9e15));

  async function ask(userData: string, newSession: boolean): Promise<OnPhone> {
    const body = JSON.stringify({
      sessionID,
      userID: 'JIRANI_WALLET',
      newSession,
      msisdn: person.msisdn,
      userData,
      network: person.network.code,
    });
    let answer: PostAnswer;
    try {
      answer = await carry({ path: '/ussd/arkesel', contentType: 'application/json', body });
    } catch {
      return { kind: 'broken' };
    }
    const said = answer.status < 300 ? parse(answer.body) : undefined;
    if (typeof said?.message !== 'string') return { kind: 'broken' };
    return { kind: said.continueSession === true ? 'question' : 'last', text: said.message };
  }

  return {
    dial: () => ask(GHANA_CODE, true),
    type: (input) => ask(input, false),
    cutOff: async () => {},
  };
};

function parse(body: string): { message?: unknown; continueSession?: unknown } | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
