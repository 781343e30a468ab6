import { isIPv4 } from 'node:net';
import { CAPTURE_LEVELS, type CaptureLevel } from '@hopscope/instrumentation/semconv';
import { NUMBERS_A_MINUTE } from './query/number-lookups.ts';
import { readSecretFiles } from './secret-files.ts';
import { readUserHashKeys, type UserHashKey } from './user-hash-keys.ts';

/** Everything the backend can be told, read once at start. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; anything but loopback needs `token`. */
  readonly host: string;
  /** Bearer token of every route but health and the page's files; `undefined` on loopback only. */
  readonly token: string | undefined;
  /** Where chDB keeps its files; unused when `clickhouseUrl` is set. */
  readonly dataDir: string;
  readonly clickhouseUrl: string | undefined;
  /** Largest request body after decompression, in bytes. */
  readonly bodyBytesMax: number;
  /** Live keys of `user.hash`, those of the apps; without one nobody can be searched by number. */
  readonly userHashKeys: readonly UserHashKey[];
  /** Different phone numbers that may be looked for in a minute, by all who ask together. */
  readonly numberLookupsPerMinute: number;
  /** At `full`, queries of URLs and SQL texts of foreign spans are stored. */
  readonly capture: CaptureLevel;
  /** Silence after which a session without an end counts as left, in seconds, where no span says it. */
  readonly idleLimitSeconds: number;
  /** Service code -> names of the steps that complete a session. */
  readonly goals: ReadonlyMap<string, readonly string[]>;
}

/** Wrong configuration; the message names every variable that is wrong, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const PORT_DEFAULT = 4318;
const HOST_DEFAULT = '127.0.0.1';
// The limit that the OTLP specification recommends (opentelemetry-proto 1.11).
const BODY_MAX_DEFAULT = 64 * 1024 * 1024;
const BODY_MAX_LOWEST = 1024;
const BODY_MAX_HIGHEST = 512 * 1024 * 1024;
const IDLE_LIMIT_DEFAULT = 180;
const IDLE_LIMIT_HIGHEST = 86_400;
const NUMBER_LOOKUPS_HIGHEST = 10_000;
const TOKEN_LENGTH_MIN = 16;

/**
 * Reads the whole configuration once, at start.
 *
 * @throws {ConfigError} naming every wrong variable, so one restart is enough to fix them all.
 */
export function readConfig(given: Environment): Config {
  const problems: string[] = [];
  const env = readSecretFiles(given, problems);
  const host = text(env, 'HOPSCOPE_HOST') ?? HOST_DEFAULT;
  const token = text(env, 'HOPSCOPE_TOKEN');
  const config: Config = {
    port: integer(env, 'HOPSCOPE_PORT', PORT_DEFAULT, 0, 65_535, problems),
    host,
    token,
    dataDir: text(env, 'HOPSCOPE_DATA_DIR') ?? './data',
    clickhouseUrl: url(env, 'HOPSCOPE_CLICKHOUSE_URL', problems),
    bodyBytesMax: integer(
      env,
      'HOPSCOPE_BODY_MAX',
      BODY_MAX_DEFAULT,
      BODY_MAX_LOWEST,
      BODY_MAX_HIGHEST,
      problems,
    ),
    userHashKeys: readUserHashKeys(env, problems),
    numberLookupsPerMinute: integer(
      env,
      'HOPSCOPE_NUMBER_LOOKUPS',
      NUMBERS_A_MINUTE,
      1,
      NUMBER_LOOKUPS_HIGHEST,
      problems,
    ),
    capture: capture(env, problems),
    idleLimitSeconds: integer(
      env,
      'HOPSCOPE_IDLE_LIMIT',
      IDLE_LIMIT_DEFAULT,
      1,
      IDLE_LIMIT_HIGHEST,
      problems,
    ),
    goals: goals(env, problems),
  };
  if (token !== undefined && token.length < TOKEN_LENGTH_MIN) {
    problems.push(
      `HOPSCOPE_TOKEN has ${token.length} characters, expected at least ${TOKEN_LENGTH_MIN}`,
    );
  }
  if (token === undefined && !isLoopback(host)) {
    problems.push(
      `HOPSCOPE_HOST is '${host}', which others can reach: set HOPSCOPE_TOKEN too, ` +
        `or leave HOPSCOPE_HOST at ${HOST_DEFAULT}`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return config;
}

/** True for names and addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  return isIPv4(name) && name.startsWith('127.');
}

/** A variable set to nothing counts as not set: that is how compose files and shells clear one. */
function text(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

function integer(
  env: Environment,
  name: string,
  fallback: number,
  min: number,
  max: number,
  problems: string[],
): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  problems.push(`${name} is '${value}', expected a whole number from ${min} to ${max}`);
  return fallback;
}

function url(env: Environment, name: string, problems: string[]): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return value;
  // The value may hold a password, so it is not repeated.
  problems.push(`${name} is no URL, expected one like http://user:password@host:8123/hopscope`);
  return undefined;
}

function capture(env: Environment, problems: string[]): CaptureLevel {
  const value = text(env, 'HOPSCOPE_CAPTURE') ?? 'standard';
  const level = CAPTURE_LEVELS.find((candidate) => candidate === value);
  if (level === undefined) {
    problems.push(`HOPSCOPE_CAPTURE is '${value}', expected one of ${CAPTURE_LEVELS.join(', ')}`);
  }
  return level ?? 'standard';
}

/** `*384*1#=receipt,paid;*920#=done` */
function goals(env: Environment, problems: string[]): Config['goals'] {
  const result = new Map<string, readonly string[]>();
  const value = text(env, 'HOPSCOPE_GOALS');
  for (const goal of value?.split(';') ?? []) {
    if (goal.trim() === '') continue;
    const [serviceCode = '', names = '', ...rest] = goal.split('=').map((part) => part.trim());
    const steps = names.split(',').flatMap((name) => name.trim() || []);
    if (serviceCode === '' || steps.length === 0 || rest.length > 0) {
      problems.push(
        `HOPSCOPE_GOALS has '${goal.trim()}', expected service code=step,step such as ` +
          `*384*1#=receipt,paid;*920#=done`,
      );
    } else result.set(serviceCode, [...(result.get(serviceCode) ?? []), ...steps]);
  }
  return result;
}
