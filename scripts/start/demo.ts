import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KENYA_CODE } from '../../examples/phones/src/gateways/africastalking.ts';
import { GHANA_CODE } from '../../examples/phones/src/gateways/arkesel.ts';
import { type Child, type ChildOptions, StartError, startChild } from './child.ts';
import { freePort } from './free-port.ts';

/** What the parts of the demo run with. */
export interface DemoSettings {
  /** The repository. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** A file for each part; without it they speak through this process's own output. */
  readonly logDir?: string;
  /** Called with each process that is up; what is up has to be stopped, also when the next fails. */
  readonly onUp: (child: Child) => void;
}

/** Ports that nothing common uses, so that hooks have the same address at every start. */
const PORTS = { bank: 47_801, '1.4.0': 47_814, '1.5.0': 47_815 };
/** The people are made up, and so is the key that hides them. */
const DEMO_HASH_KEY = 'made-up-people-need-no-secret';

/**
 * The environment that backend and apps have to agree on; secrets that stand in files are read here,
 * once for all of them.
 *
 * @throws {StartError} naming the file that cannot be read.
 */
export function demoEnv(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...given };
  for (const name of ['HOPSCOPE_TOKEN', 'HOPSCOPE_USER_HASH_KEY']) {
    const file = env[`${name}_FILE`];
    if (!file || env[name]) continue;
    delete env[`${name}_FILE`];
    try {
      env[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new StartError(`${name}_FILE: ${file} cannot be read (${code})`);
    }
  }
  return { ...env, HOPSCOPE_USER_HASH_KEY: env.HOPSCOPE_USER_HASH_KEY || DEMO_HASH_KEY };
}

export function startBackend(settings: DemoSettings): Promise<Child> {
  return start(settings, {
    name: 'backend',
    args: ['backend/src/main.ts'],
    ready: /"address":"([^"]+)".*Hopscope is ready/,
  });
}

/**
 * The bank and both versions of the wallet, then the phones that dial them.
 *
 * @param otlpUrl where the wallets send their spans: the backend, or a collector.
 */
export async function startDemo(settings: DemoSettings, otlpUrl: string): Promise<void> {
  const bank = await start(settings, {
    name: 'bank',
    args: ['examples/mobile-money/src/bank/main.ts'],
    env: { BANK_PORT: String(await freePort(PORTS.bank)) },
    ready: /bank listens on (\S+)/,
  });
  const [older, newer] = await Promise.all([
    startWallet(settings, '1.4.0', otlpUrl, bank.address),
    startWallet(settings, '1.5.0', otlpUrl, bank.address),
  ]);
  await start(settings, {
    name: 'phones',
    args: ['examples/phones/src/live/main.ts'],
    env: { WALLET_URL_1_4_0: older.address, WALLET_URL_1_5_0: newer.address },
    ready: /phones dial/,
  });
}

async function startWallet(
  settings: DemoSettings,
  version: '1.4.0' | '1.5.0',
  otlpUrl: string,
  bankUrl: string,
): Promise<Child> {
  const token = settings.env.HOPSCOPE_TOKEN;
  return start(settings, {
    name: `wallet ${version}`,
    args: ['--import', '@hopscope/instrumentation/register', 'src/main.ts'],
    cwd: 'examples/mobile-money',
    env: {
      PORT: String(await freePort(PORTS[version])),
      BANK_URL: bankUrl,
      WALLET_VERSION: version,
      OTEL_SERVICE_NAME: 'wallet-ussd',
      OTEL_RESOURCE_ATTRIBUTES: `service.version=${version},deployment.environment.name=demo`,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      ...(token && {
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${encodeURIComponent(token)}`,
      }),
      // Somebody looks at the page while this runs: a second is soon enough, five are not.
      OTEL_BSP_SCHEDULE_DELAY: '1000',
      HOPSCOPE_CAPTURE: 'full',
      HOPSCOPE_SERVICE_CODES: `${KENYA_CODE},${GHANA_CODE}`,
    },
    ready: /listens on (\S+)/,
  });
}

interface Part {
  readonly name: string;
  readonly args: readonly string[];
  readonly ready: RegExp;
  /** Relative to the repository. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

async function start({ root, env, logDir, onUp }: DemoSettings, part: Part): Promise<Child> {
  const options: ChildOptions = {
    name: part.name,
    args: part.args,
    cwd: join(root, part.cwd ?? '.'),
    env: { ...env, ...part.env },
    ...(logDir && { logFile: join(logDir, `${part.name.replaceAll(' ', '-')}.log`) }),
    ready: part.ready,
  };
  const child = await startChild(options);
  onUp(child);
  return child;
}
