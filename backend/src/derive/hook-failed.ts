/** True of a hook that failed, also when the app coped with it; for rows of `spans`. */
export const HOOK_FAILED =
  "(operation = 'hook' AND (http_status >= 400 OR error_type != '' OR status_code = 2))";

/** The same of a row that was read. */
export function isHookFailed(span: {
  readonly operation: string;
  readonly http_status: number;
  readonly error_type: string;
  readonly status_code: number;
}): boolean {
  const { operation, http_status, error_type, status_code } = span;
  return operation === 'hook' && (http_status >= 400 || error_type !== '' || status_code === 2);
}
