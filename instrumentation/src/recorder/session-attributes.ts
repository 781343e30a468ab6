import type { Attributes } from '@opentelemetry/api';
import { carrierOf } from '../networks/carrier.ts';
import { hashUser, msisdnDigits } from '../privacy/user-hash.ts';
import type { SessionFacts } from '../providers/provider.ts';
import {
  ATTR_NETWORK_CARRIER_ICC,
  ATTR_NETWORK_CARRIER_MCC,
  ATTR_NETWORK_CARRIER_MNC,
  ATTR_NETWORK_CARRIER_NAME,
  ATTR_SESSION_ID,
  ATTR_USER_HASH,
  ATTR_USER_ID,
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_CLIENT_KIND,
  ATTR_USSD_PROVIDER_NAME,
  ATTR_USSD_SERVICE_CODE,
} from '../semconv.ts';
import type { RecorderSettings } from './recorder.ts';

/** What every span of a session carries, and its part without anything personal for metrics. */
export interface SessionAttributes {
  readonly attributes: Attributes;
  readonly labels: Attributes;
}

export function sessionAttributes(
  provider: string,
  facts: SessionFacts,
  recordedId: string,
  settings: RecorderSettings,
): SessionAttributes {
  const carrier = carrierOf(facts.network);
  const labels: Attributes = {
    [ATTR_USSD_PROVIDER_NAME]: provider,
    [ATTR_USSD_CLIENT_KIND]: facts.clientKind ?? settings.clientKind ?? 'live',
  };
  if (facts.serviceCode !== '') labels[ATTR_USSD_SERVICE_CODE] = facts.serviceCode;
  if (carrier.mcc !== undefined) labels[ATTR_NETWORK_CARRIER_MCC] = carrier.mcc;
  if (carrier.mnc !== undefined) labels[ATTR_NETWORK_CARRIER_MNC] = carrier.mnc;
  if (carrier.name !== undefined) labels[ATTR_NETWORK_CARRIER_NAME] = carrier.name;
  const attributes: Attributes = {
    ...labels,
    [ATTR_SESSION_ID]: recordedId,
    [ATTR_USSD_CAPTURE_LEVEL]: settings.capture,
  };
  if (carrier.icc !== undefined) attributes[ATTR_NETWORK_CARRIER_ICC] = carrier.icc;
  addUser(attributes, facts.msisdn, settings);
  return { attributes, labels };
}

function addUser(
  attributes: Attributes,
  msisdn: string | undefined,
  { capture, userHashKey, userHashKeyId }: RecorderSettings,
): void {
  if (msisdn === undefined) return;
  if (userHashKey !== undefined) {
    const hash = hashUser(msisdn, userHashKey, userHashKeyId);
    if (hash !== undefined) attributes[ATTR_USER_HASH] = hash;
  }
  const digits = msisdnDigits(msisdn);
  if (capture === 'full' && digits !== '') attributes[ATTR_USER_ID] = `+${digits}`;
}
