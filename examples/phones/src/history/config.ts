import { readRate } from '../live/config.ts';

export interface HistoryConfig {
  /** The backend, without a slash at the end. */
  readonly backendUrl: string;
  readonly token: string | undefined;
  /** Where the marker of a finished or interrupted history lies. */
  readonly dataDir: string;
  readonly days: number;
  /** Sessions a minute, as live. */
  readonly rate: number;
  readonly userHashKey: string | undefined;
  /** As it stands in the hooks' URLs; nothing is called. */
  readonly bankUrl: string;
}

const DAYS_MAX = 90;

/** @throws {Error} naming the variable that is wrong. */
export function readHistoryConfig(
  env: Readonly<Record<string, string | undefined>>,
): HistoryConfig {
  const daysText = env.HOPSCOPE_DEMO_HISTORY_DAYS || '30';
  const days = Number(daysText);
  if (!(days >= 0 && days <= DAYS_MAX)) {
    throw new Error(
      `HOPSCOPE_DEMO_HISTORY_DAYS is '${daysText}', expected days from 0 to ${DAYS_MAX}`,
    );
  }
  return {
    backendUrl: env.HOPSCOPE_URL || 'http://127.0.0.1:4318',
    token: env.HOPSCOPE_TOKEN || undefined,
    dataDir: env.HOPSCOPE_DATA_DIR || './data',
    days,
    rate: readRate(env),
    userHashKey: env.HOPSCOPE_USER_HASH_KEY || undefined,
    bankUrl: env.BANK_URL || 'http://127.0.0.1:47801',
  };
}
