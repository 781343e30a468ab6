import { flagOf, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  NetworkClaim,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { goesOn, screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';

/**
 * Nalo Solutions and JEST (Ghana). Nothing is heard when a subscriber leaves.
 *
 * Its Postman collection "USSD API DOCUMENTATION"; PyPI nunyakata; npm ussd-builder 1.3.2.
 */
export const nalo: Provider = {
  name: 'nalo',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['USERID', 'MSISDN', 'USERDATA', 'MSGTYPE'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const msisdn = nonEmpty(fields.MSISDN);
  const own = nonEmpty(fields.SESSIONID);
  // Older integrations know no session: the number is its key.
  const sessionId = own ?? msisdn;
  const userData = textOf(fields.USERDATA);
  if (sessionId === undefined || userData === undefined) return undefined;
  const start = flagOf(fields.MSGTYPE) === true;
  const name = nonEmpty(fields.NETWORK);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'GH' };
  return {
    sessionId,
    ...(own === undefined && { reusedId: true }),
    // Only the first request may carry the code, as the dialled string.
    serviceCode: '',
    start,
    text: start ? '' : userData,
    ...present({ dialled: start ? dialledOf(userData) : undefined, msisdn, network }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const more = answer?.MSGTYPE;
  return screenAnswer(
    goesOn(typeof more === 'boolean' ? more : undefined),
    textOf(answer?.MSG),
    body,
  );
}
