import { BUILT_IN } from '../providers/built-in.ts';
import type { ScreenAnswer } from '../providers/provider.ts';
import { PROBE_HEADER, PROBE_VALUE } from '../session/probe-header.ts';
import type { GatewayRequest } from './dialects/dialect.ts';
import type { DoctorOptions } from './doctor-options.ts';

/** A gateway gives up after about 10 s; a developer may be stepping through the handler. */
const ANSWER_MS_MAX = 30_000;

/** One request as it was sent and what came back. */
export interface DialledHop {
  readonly request: GatewayRequest;
  /** Typed on the screen before; `undefined` when the code was dialled. */
  readonly input: string | undefined;
  readonly atMs: number;
  readonly answeredAtMs: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As the gateway reads it. */
  readonly screen: ScreenAnswer;
}

export interface DialledSession {
  readonly hops: readonly DialledHop[];
  /** Why the session did not go on to the last of the inputs. */
  readonly problem?: string;
}

/**
 * Dials the code and types the inputs, one after the other, until the app ends the session.
 *
 * Its requests say that they are a probe's, so that the session stays out of every rate.
 */
export async function dialSession(options: DoctorOptions): Promise<DialledSession> {
  const { dialect, caller, inputs } = options;
  const provider = BUILT_IN.find(({ name }) => name === dialect.provider);
  if (provider === undefined) throw new Error(`No provider is called ${dialect.provider}`);
  const hops: DialledHop[] = [];
  for (let typed = 0; typed <= inputs.length; typed++) {
    const turn = { first: typed === 0, inputs: inputs.slice(0, typed), caller };
    const request = dialect.request(turn);
    const url = urlOf(options.url, request.path);
    const atMs = Date.now();
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers, [PROBE_HEADER]: PROBE_VALUE },
        ...(request.method === 'GET' ? undefined : { body: request.body }),
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      body = await response.text();
    } catch (error) {
      return { hops, problem: noAnswer(url, error) };
    }
    const headers = Object.fromEntries(response.headers);
    const screen = provider.readAnswer({ status: response.status, headers, body });
    hops.push({
      request: { ...request, path: `${url.pathname}${url.search}` },
      input: typed === 0 ? undefined : inputs[typed - 1],
      atMs,
      answeredAtMs: Date.now(),
      status: response.status,
      headers,
      body,
      screen,
    });
    if (response.status >= 400 || screen.type === 'invalid') {
      return { hops, problem: unreadable(dialect.provider, response.status, screen) };
    }
    if (screen.type === 'end' && typed < inputs.length) {
      const left = inputs.length - typed;
      return { hops, problem: `The app ended the session before the last ${left} of --inputs.` };
    }
  }
  return { hops };
}

/** The app's URL with what the gateway adds to it: a query, or a session in the path. */
function urlOf(base: URL, requestPath: string): URL {
  const url = new URL(base);
  const [path = '', query] = requestPath.split('?', 2);
  if (path !== '/ussd') url.pathname = url.pathname.replace(/\/$/, '') + path;
  if (query !== undefined) url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url;
}

function noAnswer(url: URL, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  const what = typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'an error';
  if (what === 'TimeoutError') {
    return `${url.origin}${url.pathname} did not answer within ${ANSWER_MS_MAX / 1000} s.`;
  }
  return `${url.origin}${url.pathname} did not answer (${what}). Is the app running there?`;
}

function unreadable(provider: string, status: number, screen: ScreenAnswer): string {
  if (status >= 400) return `The app answered with status ${status}.`;
  const text =
    'text' in screen && screen.text ? `: ${JSON.stringify(screen.text.slice(0, 60))}` : '';
  return `A gateway of ${provider} cannot read the app's answer${text}. docs/providers.md says what it expects.`;
}
