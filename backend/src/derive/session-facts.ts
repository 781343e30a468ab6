import type { EndingFacts } from './ending.ts';

/** All that is asked of single sessions, to show or to count them; times in unix ms, 0 for never. */
export interface SessionFacts extends EndingFacts {
  readonly lastUpdateAt: number;
  readonly network: string;
  readonly mcc: string;
  readonly mnc: string;
  readonly country: string;
  readonly kind: string;
  readonly capture: string;
  readonly flow: string;
  readonly serviceName: string;
  readonly version: string;
  readonly environment: string;
  readonly hopCount: number;
  readonly stepCount: number;
  readonly hookCount: number;
  readonly hookErrors: number;
  readonly lastStep: string;
  readonly reportCost: string;
  /** When each screen of `path` was sent, in milliseconds after the start. */
  readonly pathMs: readonly number[];
  readonly hookNames: readonly string[];
  readonly hookMs: readonly number[];
  readonly hookFailed: readonly boolean[];
  /** Each once. */
  readonly attributeKeys: readonly string[];
}

/** Column `as_json` of `sessions` (migration 0011), times after the start. */
type Stored = readonly [
  startedAt: number,
  lastHop: number,
  lastAnswer: number,
  lastUpdate: number,
  nextStart: number,
  idleLimitSeconds: number,
  provider: string,
  serviceCode: string,
  network: string,
  mcc: string,
  mnc: string,
  country: string,
  kind: string,
  capture: string,
  flow: string,
  serviceName: string,
  version: string,
  environment: string,
  hopCount: number,
  path: readonly string[],
  pathMs: readonly number[],
  hookNames: readonly string[],
  hookMs: readonly number[],
  hookFailed: readonly boolean[],
  attributeKeys: readonly string[],
  lastStep: string,
  lastActionSource: string,
  lastAppTimeMs: number,
  lastHopFailed: boolean,
  ended: boolean,
  appOutcome: string,
  appOutcomeSource: string,
  goalMarked: boolean,
  reported: boolean,
  reportOutcome: string,
  reportStatus: string,
  reportCost: string,
];

/**
 * Reads what column `as_json` of `sessions` says. The columns that it repeats say the same
 * (session-facts.test.ts).
 */
export function sessionFactsOf(json: string): SessionFacts {
  const [
    startedAt,
    lastHop,
    lastAnswer,
    lastUpdate,
    nextStart,
    idleLimitSeconds,
    provider,
    serviceCode,
    network,
    mcc,
    mnc,
    country,
    kind,
    capture,
    flow,
    serviceName,
    version,
    environment,
    hopCount,
    path,
    pathMs,
    hookNames,
    hookMs,
    hookFailed,
    attributeKeys,
    lastStep,
    lastActionSource,
    lastAppTimeMs,
    lastHopFailed,
    ended,
    appOutcome,
    appOutcomeSource,
    goalMarked,
    reported,
    reportOutcome,
    reportStatus,
    reportCost,
  ] = JSON.parse(json) as Stored;
  // Of 64 bits: some servers are set to write them as texts.
  const start = Number(startedAt);
  return {
    startedAt: start,
    lastHopAt: start + Number(lastHop),
    lastAnswerAt: start + Number(lastAnswer),
    lastUpdateAt: start + Number(lastUpdate),
    nextStartedAt: start + Number(nextStart),
    idleLimitSeconds,
    provider,
    serviceCode,
    network,
    mcc,
    mnc,
    country,
    kind,
    capture,
    flow,
    serviceName,
    version,
    environment,
    hopCount,
    stepCount: path.length,
    hookCount: hookNames.length,
    hookErrors: hookFailed.filter(Boolean).length,
    path,
    pathMs,
    hookNames,
    hookMs,
    hookFailed,
    attributeKeys,
    lastStep,
    lastActionSource,
    lastAppTimeMs,
    lastHopFailed,
    ended,
    appOutcome,
    appOutcomeSource,
    goalMarked,
    reported,
    reportOutcome,
    reportStatus,
    reportCost,
  };
}
