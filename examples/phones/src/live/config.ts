import { VERSIONS, type Version } from '@hopscope/example-mobile-money/menu';

export interface LiveConfig {
  /** Where each version of the wallet answers, without a slash at the end. */
  readonly wallets: Readonly<Record<Version, string>>;
  /** Sessions a minute. */
  readonly rate: number;
}

/**
 * @param env `WALLET_URL_1_4_0`, `WALLET_URL_1_5_0`, `HOPSCOPE_DEMO_RATE` (default 3).
 * @throws {Error} naming the variable that is missing or wrong.
 */
export function readLiveConfig(env: Readonly<Record<string, string | undefined>>): LiveConfig {
  const wallets = Object.fromEntries(
    VERSIONS.map((version) => {
      const name = `WALLET_URL_${version.replaceAll('.', '_')}`;
      const url = env[name];
      if (!url) throw new Error(`${name} is not set, expected the address of wallet ${version}`);
      return [version, url];
    }),
  ) as Record<Version, string>;
  return { wallets, rate: readRate(env) };
}

export function readRate(env: Readonly<Record<string, string | undefined>>): number {
  const text = env.HOPSCOPE_DEMO_RATE || '3';
  const rate = Number(text);
  if (!(rate > 0 && rate <= 600)) {
    throw new Error(
      `HOPSCOPE_DEMO_RATE is '${text}', expected sessions a minute: more than 0, 600 at most`,
    );
  }
  return rate;
}
