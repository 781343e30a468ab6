import { nonEmpty, objectOf, present, wholeNumber } from './fields.ts';
import { UNDOCUMENTED_IDLE_LIMIT_SECONDS } from './idle-limit.ts';
import type { EndReport, NetworkClaim, Provider, ProviderRequest } from './provider.ts';

/**
 * Sendexa (Ghana): only its webhook at the end of a session is documented where it could be read.
 *
 * docs.sendexa.co/ussd/webhooks.
 */
export const sendexa: Provider = {
  name: 'sendexa',
  inputMode: 'latest',
  idleLimitSeconds: UNDOCUMENTED_IDLE_LIMIT_SECONDS,
  detectEndReport: {
    allOf: ['event', 'timestamp', 'data'],
    values: { event: /^ussd\.session\.completed$/ },
  },
  parseRequest: () => undefined,
  readAnswer: () => ({ type: 'unknown' }),
  parseEndReport,
};

function parseEndReport({ fields }: ProviderRequest): EndReport | undefined {
  const data = objectOf(fields.data);
  const sessionId = nonEmpty(data.sessionId);
  const status = nonEmpty(data.status);
  if (sessionId === undefined || status === undefined) return undefined;
  const name = nonEmpty(data.network);
  const network: NetworkClaim | undefined = name === undefined ? undefined : { name, icc: 'GH' };
  return {
    sessionId,
    serviceCode: '',
    status,
    // Other words than `success` are not documented. Nor is the unit of `duration`.
    ...(status !== 'success' && { outcome: 'abandoned', vague: true }),
    ...present({ msisdn: nonEmpty(data.phone), network, hopCount: wholeNumber(data.totalSteps) }),
  };
}
