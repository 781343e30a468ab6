import type { HookRow } from '../data/session-types.ts';

/** Where a hook went: its URL, behind the host where only the path's template is known. */
export function hookAddress({
  url,
  serverAddress,
}: Pick<HookRow, 'url' | 'serverAddress'>): string {
  // A backend of before `serverAddress` was sent leaves it out.
  const host = serverAddress ?? '';
  if (url === '') {
    return host === '' ? 'URL not captured' : host;
  }
  return url.startsWith('/') ? `${host}${url}` : url;
}

/** What a hook failed with, unless that is its status, which its badge says already. */
export function hookError({
  status,
  errorType,
}: Pick<HookRow, 'status' | 'errorType'>): string | undefined {
  return errorType === '' || errorType === String(status) ? undefined : errorType;
}
