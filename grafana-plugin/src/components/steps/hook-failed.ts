import type { HookRow } from '../data/session-types.ts';

/** A hook counts as failed with a status of 400 or more, a timeout or no connection. */
export function isHookFailed(hook: Pick<HookRow, 'status' | 'errorType'>): boolean {
  return hook.status >= 400 || hook.status === 0 || hook.errorType !== '';
}
