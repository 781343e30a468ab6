import { countryOfName } from '../networks/country.ts';
import type { Outcome } from '../semconv.ts';
import { lookUp, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  EndReport,
  NetworkClaim,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { goesOn, screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';

const SESSION_PATH = /\/session\/([^/]+)\/(start|response|end)\/?$/;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  // 200 is normal: the app's END was shown.
  '500': 'network_aborted',
  '510': 'app_error',
  '520': 'cancelled',
  '600': 'timed_out',
};

/**
 * Infobip's USSD gateway. The session's id stands in the path, and each kind of request has its own.
 *
 * REST-JSON API v1.4; hexdocs ex_ussd 0.1.1.
 */
export const infobip: Provider = {
  name: 'infobip',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['msisdn'], path: /\/session\/[^/]+\/(?:start|response)\/?$/ },
  detectEndReport: { allOf: ['exitCode'], path: /\/session\/[^/]+\/end\/?$/ },
  parseRequest,
  readAnswer,
  parseEndReport,
};

function parseRequest({ path, fields }: ProviderRequest): Callback | undefined {
  const [, sessionId, kind] = SESSION_PATH.exec(path) ?? [];
  if (sessionId === undefined) return undefined;
  const start = kind === 'start';
  const text = textOf(fields.text) ?? '';
  const dialled = (start ? dialledOf(text) : undefined) ?? nonEmpty(fields.shortCode);
  return {
    sessionId,
    // "Dialled code": what was dialled behind it may stand there too.
    serviceCode: '',
    start,
    // At the start the text is the gateway's own trigger data.
    text: start ? '' : text,
    ...present({ dialled, msisdn: nonEmpty(fields.msisdn), network: networkOf(fields) }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  const close = answer?.shouldClose;
  return screenAnswer(
    goesOn(typeof close === 'boolean' ? !close : undefined),
    textOf(answer?.ussdMenu),
    body,
  );
}

function parseEndReport({ path, fields }: ProviderRequest): EndReport | undefined {
  const sessionId = SESSION_PATH.exec(path)?.[1];
  const status = nonEmpty(fields.exitCode);
  if (sessionId === undefined || status === undefined) return undefined;
  return { sessionId, serviceCode: '', status, ...present({ outcome: lookUp(OUTCOMES, status) }) };
}

function networkOf(fields: ProviderRequest['fields']): NetworkClaim | undefined {
  const name = nonEmpty(fields.networkName);
  const icc = countryOfName(textOf(fields.countryName) ?? '');
  return name === undefined || icc === undefined ? undefined : { name, icc };
}
