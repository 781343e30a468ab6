import type { BankClient } from './bank-client.ts';
import type { Menu } from './menu.ts';

/** What Arkesel posts. */
export interface ArkeselRequest {
  readonly sessionID: string;
  readonly userID: string;
  readonly newSession: boolean;
  /** Digits without `+`. */
  readonly msisdn: string;
  /** The dialled string at the start, what was typed last after that. */
  readonly userData: string;
  readonly network: string;
}

export interface ArkeselAnswer {
  readonly sessionID: string;
  readonly userID: string;
  readonly msisdn: string;
  readonly message: string;
  readonly continueSession: boolean;
}

interface Remembered {
  readonly serviceCode: string;
  readonly inputs: string[];
  lastAt: number;
}

/** Arkesel sends only the last input, so the wallet keeps the others. */
export type ArkeselSessions = Map<string, Remembered>;

const FORGOTTEN_AFTER_MS = 5 * 60_000;
const SESSIONS_MAX = 10_000;

/** @param now unix milliseconds. */
export async function answerArkesel(
  request: ArkeselRequest,
  sessions: ArkeselSessions,
  menu: Menu,
  bank: BankClient,
  now: number,
): Promise<ArkeselAnswer> {
  const { sessionID, userID, msisdn } = request;
  const known = request.newSession ? undefined : sessions.get(sessionID);
  const session = known ?? { serviceCode: request.userData, inputs: [], lastAt: now };
  if (known) known.inputs.push(request.userData);
  session.lastAt = now;
  sessions.set(sessionID, session);
  forgetOld(sessions, now);

  const { serviceCode, inputs } = session;
  const shown = await menu({ msisdn, serviceCode, inputs }, bank);
  if (!shown.more) sessions.delete(sessionID);
  return { sessionID, userID, msisdn, message: shown.text, continueSession: shown.more };
}

// Nobody says when a phone hangs up, so sessions without an end go by age.
function forgetOld(sessions: ArkeselSessions, now: number): void {
  if (sessions.size < SESSIONS_MAX) return;
  for (const [id, { lastAt }] of sessions) {
    if (now - lastAt > FORGOTTEN_AFTER_MS) sessions.delete(id);
  }
}
