import { lookUp, nonEmpty, objectOf, parseJsonObject, present, textOf } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type {
  Callback,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
} from './provider.ts';
import { screenAnswer } from './screen-answer.ts';
import { dialledOf } from './service-code.ts';
import { parseFlatXml, xmlFields } from './xml-fields.ts';

const FLAGS: Readonly<Record<string, 'continue' | 'end'>> = { '1': 'continue', '2': 'end' };

/**
 * AirtelTigo's own gateway (AT Ghana), its dynamic menu as XML, or as JSON behind a converter.
 *
 * npm advanced-ussd-builder 2.4.5.
 */
export const airteltigoXml: Provider = {
  name: 'airteltigo_xml',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detect: { allOf: ['starCode', 'sessionId', 'userData'] },
  parseRequest,
  readAnswer,
};

function parseRequest(request: ProviderRequest): Callback | undefined {
  const { fields } = request;
  const sessionId = nonEmpty(fields.sessionId);
  const userData = textOf(fields.userData);
  if (sessionId === undefined || userData === undefined) return undefined;
  const start = isNew(request);
  return {
    sessionId,
    serviceCode: textOf(fields.starCode) ?? '',
    // The gateway may leave the # that closes a dialled string on it.
    text: start === true ? '' : userData.replace(/#$/, ''),
    ...present({
      dialled: start === true ? dialledOf(userData) : undefined,
      start,
      msisdn: nonEmpty(fields.msisdn),
    }),
    network: { name: 'AirtelTigo', icc: 'GH' },
  };
}

/** IS_NEW_REQ of the data set. */
function isNew({ body, fields }: ProviderRequest): boolean | undefined {
  for (const [id, value] of parameters(body, fields)) if (id === 'IS_NEW_REQ') return value === '1';
  return undefined;
}

function parameters(
  body: string,
  fields: ProviderRequest['fields'],
): (readonly [id: string, value: string])[] {
  const leaves = parseFlatXml(body)?.leaves;
  if (leaves !== undefined) {
    return leaves.flatMap(([name, id], index) => {
      const next = leaves[index + 1];
      return name === 'id' && next?.[0] === 'value' ? [[id, next[1]] as const] : [];
    });
  }
  const { param } = objectOf(fields.dataSet);
  return (Array.isArray(param) ? param : [param]).map((one) => {
    const { id, value } = objectOf(one);
    return [textOf(id) ?? '', textOf(value) ?? ''] as const;
  });
}

function readAnswer({ body }: ProviderResponse): ScreenAnswer {
  const answer = xmlFields(body) ?? jsonParameter(body);
  return screenAnswer(lookUp(FLAGS, textOf(answer.rspFlag)?.trim()), textOf(answer.value), body);
}

function jsonParameter(body: string): Readonly<Record<string, unknown>> {
  const { param } = objectOf(objectOf(parseJsonObject(body)?.USSDDynMenuResponse).dataSet);
  return objectOf(Array.isArray(param) ? param[0] : param);
}
