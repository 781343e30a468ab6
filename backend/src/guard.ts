import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from './config.ts';

/** Why a request is refused, or `undefined` when it may pass. */
export type Refusal = { readonly status: 401 | 403; readonly why: string } | undefined;

/**
 * Decides who may ask.
 *
 * With a token, whoever sends it. Without one the backend listens on loopback only, and two more
 * doors are shut: a web page whose name was pointed at 127.0.0.1 (DNS rebinding) comes with its own
 * `Host`, and a page of another origin comes with its `Origin`.
 */
export function createGuard(token: string | undefined): (request: IncomingMessage) => Refusal {
  return token === undefined ? guardLoopback : (request) => guardToken(request, digest(token));
}

/** Sets what every refused request has in common: how to ask. */
export function setRefusalHeaders(response: ServerResponse, refusal: { status: number }): void {
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
}

function guardToken(request: IncomingMessage, expected: Buffer): Refusal {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Digests have one length, so the comparison takes the same time whatever was sent.
  if (given !== undefined && timingSafeEqual(digest(given), expected)) return undefined;
  return { status: 401, why: 'Expected Authorization: Bearer with the token of HOPSCOPE_TOKEN' };
}

function guardLoopback(request: IncomingMessage): Refusal {
  const host = hostName(request.headers.host);
  if (host === undefined || !isLoopback(host)) {
    return {
      status: 403,
      why: 'Expected a Host of this machine (localhost, 127.0.0.1, [::1]); other names need HOPSCOPE_TOKEN',
    };
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${request.headers.host}`) {
    return { status: 403, why: 'Requests of web pages of another origin need HOPSCOPE_TOKEN' };
  }
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    return { status: 403, why: 'Requests of web pages of another site need HOPSCOPE_TOKEN' };
  }
  return undefined;
}

function hostName(host: string | undefined): string | undefined {
  return host !== undefined && URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`).hostname
    : undefined;
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
