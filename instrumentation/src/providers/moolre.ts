import { flagOf, lookUp, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
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

const NETWORKS: Readonly<Record<string, NetworkClaim>> = {
  '3': { mccmnc: '62001' },
  '5': { mccmnc: '62006' },
  '6': { mccmnc: '62002' },
};

/**
 * Moolre (Ghana). Nothing is heard when a subscriber leaves.
 *
 * docs.moolre.com/ussd.
 */
export const moolre: Provider = {
  name: 'moolre',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionid', 'new', 'msisdn', 'extension'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionid);
  const message = textOf(fields.message);
  if (sessionId === undefined || message === undefined) return undefined;
  const start = flagOf(fields.new) === true;
  // The part of the code that is the app's own; what stands before it, the request does not say.
  const extension = textOf(fields.extension) ?? '';
  const behind = nonEmpty(fields.data);
  return {
    sessionId,
    serviceCode: extension,
    start,
    text: start ? '' : message,
    ...(start && behind !== undefined && { dialled: `*${extension}*${behind}#` }),
    ...present({
      msisdn: nonEmpty(fields.msisdn),
      network: lookUp(NETWORKS, textOf(fields.network)),
    }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const more = answer?.reply;
  return screenAnswer(
    goesOn(typeof more === 'boolean' ? more : undefined),
    textOf(answer?.message),
    body,
  );
}
