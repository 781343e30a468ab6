import { lookUp, nonEmpty, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { screenAnswer } from './screen-answer.ts';

const STATES: Readonly<Record<string, 'continue' | 'end'>> = { CONTINUE: 'continue', END: 'end' };

/**
 * SouthPawsl. Its country is not documented, so the network's name stays unread.
 *
 * npm ussd-builder 1.3.2.
 */
export const southpawsl: Provider = {
  name: 'southpawsl',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['sessionId', 'menuId', 'ussdString', 'inputOption'] },
  parseRequest,
  readAnswer,
};

function parseRequest({ fields }: ProviderRequest): Callback | undefined {
  const sessionId = nonEmpty(fields.sessionId);
  const typed = textOf(fields.inputOption);
  const code = textOf(fields.ussdString) ?? '';
  if (sessionId === undefined || typed === undefined) return undefined;
  // At the start the input is the code itself.
  const start = typed === code;
  return {
    sessionId,
    // What was dialled behind the code may stand there too.
    serviceCode: '',
    ...(code !== '' && { dialled: code }),
    start,
    text: start ? '' : typed,
    ...present({ msisdn: nonEmpty(fields.msisdn) }),
  };
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = parseJsonObject(body);
  return screenAnswer(lookUp(STATES, textOf(answer?.state)), textOf(answer?.message), body);
}
