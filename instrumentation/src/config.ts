import { readFileSync } from 'node:fs';
import { readRedaction, splitRedactPaths } from './privacy/read-redaction.ts';
import { readHookRoutes, splitHookRoutes } from './recorder/hook-routes.ts';
import type { RecorderSettings } from './recorder/recorder.ts';
import { CAPTURE_LEVELS, CLIENT_KINDS } from './semconv.ts';
import type { AppIdentity } from './start/identify-app.ts';
import type { UssdInstrumentationConfig } from './types.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly settings: RecorderSettings;
  /** Where the session store is, unless the code gave one. */
  readonly sessionStoreUrl?: string;
  readonly debug: boolean;
  /** One line for each value that was not understood; its default is used instead. */
  readonly problems: readonly string[];
}

interface Variable {
  readonly name: string;
  /** In words, for the README and for messages. */
  readonly expected: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** Every variable that is read; the README's table is tested against it. */
export const VARIABLES = [
  {
    name: 'HOPSCOPE_CAPTURE',
    expected: CAPTURE_LEVELS.join(', '),
    fallback: 'standard',
    meaning: 'How much of screens, inputs and hook bodies leaves the process',
  },
  {
    name: 'HOPSCOPE_USER_HASH_KEY',
    expected: 'a secret of 16 characters or more',
    fallback: 'none: no user.hash is sent',
    meaning: 'The key under which phone numbers become user.hash; the backend needs the same one',
  },
  {
    name: 'HOPSCOPE_USER_HASH_KEY_FILE',
    expected: 'a readable file with a secret of 16 characters or more',
    fallback: 'none',
    meaning: 'Where that key stands, when it is not in HOPSCOPE_USER_HASH_KEY; read once, at start',
  },
  {
    name: 'HOPSCOPE_USER_HASH_KEY_ID',
    expected: '1 to 16 letters, digits, - or _',
    fallback: 'k1',
    meaning: 'Stands before each hash, so that keys can be changed',
  },
  {
    name: 'HOPSCOPE_PROVIDER',
    expected: "a provider's name",
    fallback: 'every provider that is known',
    meaning: 'Only this provider is looked for',
  },
  {
    name: 'HOPSCOPE_ROUTES',
    expected: 'paths with a comma between them',
    fallback: 'every path',
    meaning: 'The paths that gateways call; no other request is looked at',
  },
  {
    name: 'HOPSCOPE_SERVICE_CODES',
    expected: 'codes such as *384*12# with a comma between them',
    fallback: 'guessed: two dialled parts',
    meaning: "The app's codes, for gateways that tell only the whole dialled string",
  },
  {
    name: 'HOPSCOPE_HOOKS',
    expected: 'METHOD https://host/path/:id=name with a semicolon between them',
    fallback: "method and the path's template",
    meaning: 'Names of outgoing calls; the first that matches counts',
  },
  {
    name: 'HOPSCOPE_REDACT',
    expected: 'JSONPaths such as $.customer.name or $..email with a comma between them',
    fallback: 'none beside secrets',
    meaning: 'What hook bodies hide besides secrets: in forms and XML by the last name',
  },
  {
    name: 'HOPSCOPE_CLIENT_KIND',
    expected: CLIENT_KINDS.join(', '),
    fallback: 'live',
    meaning: 'Who dials this process; rates count live sessions only',
  },
  {
    name: 'HOPSCOPE_SESSION_STORE',
    expected: 'a URL such as redis://127.0.0.1:6379',
    fallback: 'none',
    meaning: 'Redis, through which several processes tell each other where a session stands',
  },
  {
    name: 'HOPSCOPE_SINGLE_INSTANCE',
    expected: '1, 0, true, false',
    fallback: '0',
    meaning: 'No other process serves this app: sessions that were left get their root span too',
  },
  {
    name: 'HOPSCOPE_DEBUG',
    expected: '1, 0, true, false',
    fallback: '0',
    meaning: 'Says once per route which provider was recognised and why, or why not',
  },
] as const satisfies readonly Variable[];

type VariableName = (typeof VARIABLES)[number]['name'];

/**
 * A key that is too short is still somebody's secret, also where a file's name was expected, and a
 * URL may have a password in it.
 */
const MAY_HOLD_A_SECRET: readonly VariableName[] = [
  'HOPSCOPE_USER_HASH_KEY',
  'HOPSCOPE_USER_HASH_KEY_FILE',
  'HOPSCOPE_SESSION_STORE',
];

/** Shortest secret that is taken: a country's numbers are few, so the key must not be guessable. */
const USER_HASH_KEY_LENGTH_MIN = 16;

/**
 * Reads the whole configuration: what the code gave, else the environment, else the default.
 *
 * Never throws: an observability setting is no reason not to start an app.
 */
export function readConfig(
  given: UssdInstrumentationConfig,
  env: Environment = process.env,
): Config {
  const problems: string[] = [];

  function read<Value>(
    name: VariableName,
    parse: (text: string) => Value | undefined,
  ): Value | undefined {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const value = parse(text);
    if (value === undefined) problems.push(problem(name, text));
    return value;
  }

  const userHashKey =
    given.userHashKey ??
    read('HOPSCOPE_USER_HASH_KEY', longEnough) ??
    read('HOPSCOPE_USER_HASH_KEY_FILE', (file) => longEnough(readText(file)));
  const userHashKeyId =
    given.userHashKeyId ??
    read('HOPSCOPE_USER_HASH_KEY_ID', (text) => (/^[\w-]{1,16}$/.test(text) ? text : undefined));
  const provider =
    given.provider ??
    read('HOPSCOPE_PROVIDER', (text) => (/^[\w-]+$/.test(text) ? text.toLowerCase() : undefined));
  const routes = given.routes ?? read('HOPSCOPE_ROUTES', listOf(/^\//));
  const singleInstance = given.singleInstance ?? read('HOPSCOPE_SINGLE_INSTANCE', parseFlag);
  const sessionStoreUrl =
    given.sessionStore === undefined ? read('HOPSCOPE_SESSION_STORE', parseRedisUrl) : undefined;
  const serviceCodes = given.serviceCodes ?? read('HOPSCOPE_SERVICE_CODES', listOf(/^[*#].*#$/));

  const hooks = readHookRoutes(
    given.hooks === undefined ? 'HOPSCOPE_HOOKS' : 'hooks',
    arrayOf('hooks', given.hooks, problems) ?? splitHookRoutes(env.HOPSCOPE_HOOKS ?? ''),
    problems,
  );
  const redaction = readRedaction(
    given.redact === undefined ? 'HOPSCOPE_REDACT' : 'redact',
    arrayOf('redact', given.redact, problems) ?? splitRedactPaths(env.HOPSCOPE_REDACT ?? ''),
    problems,
  );

  return {
    settings: {
      capture: given.capture ?? read('HOPSCOPE_CAPTURE', oneOf(CAPTURE_LEVELS)) ?? 'standard',
      clientKind: given.clientKind ?? read('HOPSCOPE_CLIENT_KIND', oneOf(CLIENT_KINDS)) ?? 'live',
      ...(userHashKey === undefined ? undefined : { userHashKey }),
      ...(userHashKeyId === undefined ? undefined : { userHashKeyId }),
      ...(provider === undefined ? undefined : { provider }),
      ...(routes === undefined ? undefined : { routes }),
      ...(serviceCodes === undefined ? undefined : { serviceCodes }),
      ...(hooks.length === 0 ? undefined : { hooks }),
      ...(redaction === undefined ? undefined : { redaction }),
      ...(singleInstance === undefined ? undefined : { singleInstance }),
      ...(given.sessionStore === undefined ? undefined : { sessionStore: given.sessionStore }),
      ...(given.providers === undefined ? undefined : { providers: given.providers }),
      ...(given.hookAction === undefined ? undefined : { hookAction: given.hookAction }),
    },
    ...(sessionStoreUrl === undefined ? undefined : { sessionStoreUrl }),
    debug: given.debug ?? read('HOPSCOPE_DEBUG', parseFlag) ?? false,
    problems,
  };
}

/** Apps are not always typed. */
function arrayOf(name: string, given: unknown, problems: string[]): readonly unknown[] | undefined {
  if (given === undefined || Array.isArray(given)) return given;
  problems.push(`${name} is ${typeof given}, expected an array`);
  return [];
}

function problem(name: VariableName, got: string): string {
  const { expected, fallback } = VARIABLES.find((one) => one.name === name) ?? VARIABLES[0];
  const shown = MAY_HOLD_A_SECRET.includes(name) ? `${got.length} characters` : `'${got}'`;
  return `${name} is ${shown}, expected ${expected}; using the default (${fallback})`;
}

function longEnough(key: string): string | undefined {
  return key.length >= USER_HASH_KEY_LENGTH_MIN ? key : undefined;
}

/** Empty when there is nothing to be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function oneOf<Value extends string>(values: readonly Value[]) {
  return (text: string): Value | undefined => values.find((value) => value === text.toLowerCase());
}

function parseFlag(text: string): boolean | undefined {
  if (/^(?:1|true|on|yes)$/i.test(text)) return true;
  if (/^(?:0|false|off|no)$/i.test(text)) return false;
  return undefined;
}

function parseRedisUrl(text: string): string | undefined {
  return /^rediss?:\/\/./.test(text) && URL.canParse(text) ? text : undefined;
}

function listOf(item: RegExp) {
  return (text: string): string[] | undefined => {
    const items = text.split(',').map((part) => part.trim());
    return items.every((part) => item.test(part)) ? items : undefined;
  };
}

/** What `register` needs to know of the environment. */
export interface Start {
  /** OTEL_SDK_DISABLED. */
  readonly disabled: boolean;
  readonly hasLogLevel: boolean;
  /** Without traces the SDK sets no tracer provider. */
  readonly exportsTraces: boolean;
  /**
   * Runs `start` with defaults for what the user left unsaid, and takes them back: the app and its
   * children see the environment they were given.
   */
  withDefaults(start: () => void): void;
}

/**
 * Reads what decides how the SDK starts, and fills in what the user left unsaid.
 *
 * @param app names the service when nobody else does
 */
export function readStart(
  app: AppIdentity,
  env: Record<string, string | undefined> = process.env,
): Start {
  const attributes = env.OTEL_RESOURCE_ATTRIBUTES ?? '';
  const has = (attribute: string) =>
    attributes.split(',').some((pair) => pair.trim().startsWith(`${attribute}=`));
  const added: string[] = [];
  if (app.name !== undefined && !env.OTEL_SERVICE_NAME && !has('service.name')) {
    added.push(`service.name=${encodeURIComponent(app.name)}`);
  }
  if (app.version !== undefined && !has('service.version')) {
    added.push(`service.version=${encodeURIComponent(app.version)}`);
  }
  const defaults: Record<string, string> = {
    // The backend keeps neither; asking for them would only make traffic.
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    // The SDK's 5 s would be the time until a session is seen, and what a crash loses.
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    // With its retries. The SDK's 10 s would hold up the end of a process whose backend is down: a
    // socket keeps it alive, however long we wait ourselves.
    OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
    // The SDK's, in its order, without `process`: a command line may hold a secret.
    OTEL_NODE_RESOURCE_DETECTORS: 'serviceinstance,host,os,env',
  };
  return {
    disabled: env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true',
    hasLogLevel: Boolean(env.OTEL_LOG_LEVEL?.trim()),
    exportsTraces: !(env.OTEL_TRACES_EXPORTER ?? '')
      .split(',')
      .some((name) => name.trim() === 'none'),
    withDefaults(start) {
      const before = new Map<string, string | undefined>();
      const put = (name: string, value: string) => {
        before.set(name, env[name]);
        env[name] = value;
      };
      for (const [name, value] of Object.entries(defaults))
        if (!env[name]?.trim()) put(name, value);
      if (added.length > 0) {
        put('OTEL_RESOURCE_ATTRIBUTES', [attributes, ...added].filter(Boolean).join(','));
      }
      try {
        start();
      } finally {
        for (const [name, value] of before) {
          if (value === undefined) delete env[name];
          else env[name] = value;
        }
      }
    },
  };
}
