import { readConEndAnswer } from './con-end.ts';
import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { Callback, NetworkClaim, Provider, ProviderRequest } from './provider.ts';
import { asDialled } from './service-code.ts';

/**
 * Advanta Africa, FastMessage and TechSavanna (Kenya): a GET whose `INPUT` repeats the session.
 *
 * github.com/harrykerry/advanta-africa-apis; developers.fastmessage.co.ke/ussd-api;
 * sms.techsavanna.co.ke/dev/ussd.
 */
export const advanta: Provider = {
  name: 'advanta',
  inputMode: 'cumulative',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['SESSIONID', 'MSISDN', 'INPUT', 'USSDCODE'] },
  parseRequest,
  readAnswer: readConEndAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.SESSIONID);
  const input = textOf(fields.INPUT);
  if (sessionId === undefined || input === undefined) return undefined;
  const serviceCode = asDialled(textOf(fields.USSDCODE) ?? '');
  const text = behindCode(input, serviceCode);
  const name = nonEmpty(fields.NETWORK);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'KE' };
  return {
    sessionId,
    serviceCode,
    text,
    // A shortcut starts with a text, so only its absence is a sign.
    ...(text === '' && { start: true }),
    ...present({ msisdn: nonEmpty(fields.MSISDN), network }),
  };
}

/** Advanta keeps the dialled string: `*415*33*1#` under the code `*415#` is the text `33*1`. */
function behindCode(input: string, serviceCode: string): string {
  const code = serviceCode.replace(/#$/, '');
  if (code === '' || !input.startsWith(code)) return input;
  const rest = input.slice(code.length);
  return /^[*#]|^$/.test(rest) ? rest.replace(/^[*#]/, '').replace(/#$/, '') : input;
}
