import { nonEmpty, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { xmlFields } from './xml-fields.ts';

/**
 * Flares as XML (Airtel Malawi). Neither a start nor an end is marked in what could be read of it.
 *
 * github.com/saulchelewani/truroute-ussd-adapter.
 */
export const flaresXml: Provider = {
  name: 'flares_xml',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['<', 'sessionId', 'subscriberInput'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  const text = textOf(fields.subscriberInput);
  if (sessionId === undefined || text === undefined) return undefined;
  return { sessionId, serviceCode: '', text, ...present({ msisdn: nonEmpty(fields.msisdn) }) };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const text = textOf(xmlFields(body)?.applicationResponse);
  return { type: 'unknown', ...present({ text }) };
}
