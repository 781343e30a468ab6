import type { Gateway, OnPhone, PostAnswer } from './gateway.ts';

export const KENYA_CODE = '*384*2468#';

const FORM = 'application/x-www-form-urlencoded';
/** Price of a session unit of 20 seconds; the amount is made up, the form is what samples show. */
const KES_PER_UNIT = 0.1;
const UNIT_MS = 20_000;

/** Dials as Africa's Talking: form posts, cumulative text, and a notification at the end. */
export const africasTalking: Gateway = ({ person, carry, clock, random }) => {
  const session = {
    sessionId: `ATUid_${random.hex(32)}`,
    serviceCode: KENYA_CODE,
    networkCode: person.network.code,
    phoneNumber: `+${person.msisdn}`,
  };
  const startedAt = clock.now();
  const inputs: string[] = [];
  let hops = 0;
  let lastAnswer = '';

  async function ask(): Promise<OnPhone> {
    hops += 1;
    const body = new URLSearchParams({ ...session, text: inputs.join('*') }).toString();
    let answer: PostAnswer;
    try {
      answer = await carry({ path: '/ussd/africastalking', contentType: FORM, body });
    } catch {
      await report('Failed', 'No answer from the application');
      return { kind: 'broken' };
    }
    const match = /^(CON|END) ?([\s\S]*)$/.exec(answer.body);
    if (answer.status >= 300 || !match) {
      await report('Failed', `Received unexpected response code: ${answer.status}`);
      return { kind: 'broken' };
    }
    lastAnswer = answer.body;
    const text = match[2] ?? '';
    if (match[1] === 'CON') return { kind: 'question', text };
    await report('Success');
    return { kind: 'last', text };
  }

  async function report(status: string, errorMessage?: string): Promise<void> {
    const durationMs = Math.round(clock.now() - startedAt);
    await clock.sleep(200 + 800 * random.next());
    const body = new URLSearchParams({
      date: new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' '),
      ...session,
      status,
      cost: `KES ${(KES_PER_UNIT * Math.ceil(durationMs / UNIT_MS)).toFixed(2)}`,
      durationInMillis: String(durationMs),
      hopsCount: String(hops),
      hopsMetadata: '',
      input: inputs.join('*'),
      lastAppResponse: lastAnswer,
      ...(errorMessage && { errorMessage }),
    }).toString();
    // Nobody waits for the answer to a notification, and a lost one is lost.
    await carry({ path: '/ussd/africastalking/events', contentType: FORM, body }).catch(() => {});
  }

  return {
    dial: ask,
    type(input) {
      inputs.push(input);
      return ask();
    },
    cutOff: () => report('Incomplete'),
  };
};
