import process from 'node:process';
import { parseArgs } from 'node:util';
import { CAPTURE_LEVELS, type CaptureLevel } from '../semconv.ts';
import { DIALECTS } from './dialects/all-dialects.ts';
import type { Caller, Dialect } from './dialects/dialect.ts';

export const USAGE = `Dials a USSD app the way a gateway does, and shows the session as it was recorded.

  npx @hopscope/instrumentation doctor <url> [options]
  npx @hopscope/instrumentation doctor <url> --dry-run [options] -- node app.js

  <url>                where the app takes the gateway's requests: http://localhost:3000/ussd
  --provider <name>    whose requests to send (default africastalking; docs/providers.md lists them)
  --inputs <a,b,...>   what to type, one after the other; without it the code is only dialled
  --code <*384*1#>     the service code to dial
  --msisdn <digits>    who dials (default: a made-up number)
  --backend <url>      where the session is looked up (default OTEL_EXPORTER_OTLP_ENDPOINT,
                       else http://127.0.0.1:4318)
  --token <token>      the backend's (default HOPSCOPE_TOKEN)
  --dry-run            starts the app by the command behind --, and shows what would leave its
                       process, attribute by attribute; nothing is sent anywhere
  --capture <level>    minimal, standard or full, for --dry-run (default HOPSCOPE_CAPTURE, else
                       standard)

The app does what it does for any subscriber: --inputs that buy something buy it.
`;

export interface DoctorOptions {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly caller: Caller;
  readonly inputs: readonly string[];
  readonly backend: URL;
  readonly token: string | undefined;
  readonly dryRun: boolean;
  readonly capture: CaptureLevel;
  /** Starts the app for a dry run; else empty, because it runs already. */
  readonly command: readonly string[];
}

export type ParsedOptions =
  | { readonly status: 'ready'; readonly options: DoctorOptions }
  | { readonly status: 'help' }
  | { readonly status: 'wrong'; readonly why: string };

const MSISDN = /^\+?\d{6,15}$/;
const CODE = /^\*[\d*]+#$/;

/**
 * Reads the doctor's command line.
 *
 * @param args what stands behind `doctor`
 * @param sessionId of the session that will be dialled
 */
export function parseDoctorOptions(
  args: readonly string[],
  sessionId: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ParsedOptions {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const command = end < 0 ? [] : args.slice(end + 1);
  try {
    const { values, positionals } = parseArgs({
      args: [...own],
      allowPositionals: true,
      options: {
        provider: { type: 'string', default: env.HOPSCOPE_PROVIDER ?? 'africastalking' },
        inputs: { type: 'string' },
        code: { type: 'string' },
        msisdn: { type: 'string' },
        backend: {
          type: 'string',
          default: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? 'http://127.0.0.1:4318',
        },
        token: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        capture: { type: 'string', default: env.HOPSCOPE_CAPTURE ?? 'standard' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { status: 'help' };
    const [target, ...more] = positionals;
    if (target === undefined) return wrong('the URL of the app is missing');
    if (more.length > 0) return wrong(`one URL is expected, got also '${more.join(' ')}'`);
    const dialect = DIALECTS.find(({ provider }) => provider === values.provider);
    if (dialect === undefined || dialect.provider === 'sendexa') {
      return wrong(
        `--provider is '${values.provider}', expected one of ${dialableProviders().join(', ')}`,
      );
    }
    const capture = CAPTURE_LEVELS.find((level) => level === values.capture);
    if (capture === undefined) {
      return wrong(`--capture is '${values.capture}', expected ${CAPTURE_LEVELS.join(', ')}`);
    }
    const { code = dialect.caller.code, msisdn = dialect.caller.msisdn } = values;
    if (!CODE.test(code)) return wrong(`--code is '${code}', expected a code such as *384*123#`);
    if (!MSISDN.test(msisdn)) return wrong('--msisdn is not a number of 6 to 15 digits');
    if (command.length > 0 !== values['dry-run']) {
      return wrong(
        values['dry-run']
          ? '--dry-run starts the app itself: put its command last, as in -- node app.js'
          : 'a command behind -- is for --dry-run; else start the app yourself',
      );
    }
    return {
      status: 'ready',
      options: {
        url: httpUrl('the URL of the app', target),
        dialect,
        caller: { sessionId, msisdn: msisdn.replace('+', ''), code },
        inputs: values.inputs === undefined || values.inputs === '' ? [] : values.inputs.split(','),
        backend: httpUrl('--backend', values.backend),
        token: values.token ?? env.HOPSCOPE_TOKEN,
        dryRun: values['dry-run'],
        capture,
        command,
      },
    };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** The providers whose requests for screens are known. */
export function dialableProviders(): string[] {
  const names = DIALECTS.map(({ provider }) => provider).filter((name) => name !== 'sendexa');
  return [...new Set(names)];
}

function wrong(why: string): ParsedOptions {
  return { status: 'wrong', why };
}

function httpUrl(name: string, text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`${name} is '${text}', expected a URL such as http://localhost:3000/ussd`);
  }
  return url;
}
