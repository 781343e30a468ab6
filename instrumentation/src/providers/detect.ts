import { parseFields } from './fields.ts';
import type { KeySet, Provider, ProviderRequest } from './provider.ts';

/** A request that a provider recognised. */
export interface Detected {
  readonly provider: Provider;
  readonly kind: 'callback' | 'end_report';
  readonly request: ProviderRequest;
}

/** What of an HTTP request is needed to recognise it. */
export interface Undetected {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: ProviderRequest['headers'];
  readonly body: string;
}

/**
 * Finds the provider that sent a request, by the exact names of its fields: `sessionId`,
 * `sessionID`, `SessionId`, `session_id` and `SESSIONID` are five gateways.
 */
export function detect(raw: Undetected, providers: readonly Provider[]): Detected | undefined {
  const fields = parseFields(raw.path, raw.body);
  if (fields === undefined) return undefined;
  const query = raw.path.indexOf('?');
  const path = query < 0 ? raw.path : raw.path.slice(0, query);
  for (const provider of providers) {
    const kind = kindOf(provider, fields, path);
    if (kind === undefined) continue;
    const { method, headers, body } = raw;
    return { provider, kind, request: { method, path, headers, fields, body } };
  }
  return undefined;
}

function kindOf(provider: Provider, fields: object, path: string): Detected['kind'] | undefined {
  const report = provider.detectEndReport;
  if (report !== undefined && fits(report, fields, path)) return 'end_report';
  return fits(provider.detect, fields, path) ? 'callback' : undefined;
}

function fits(keys: KeySet, fields: object, path: string): boolean {
  const has = (name: string) => Object.hasOwn(fields, name);
  return (
    keys.allOf.every(has) &&
    (keys.anyOf === undefined || keys.anyOf.some(has)) &&
    !(keys.noneOf?.some(has) ?? false) &&
    (keys.path === undefined || keys.path.test(path))
  );
}
