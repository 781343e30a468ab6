/**
 * Lays out a hook's request or response body for reading when it is JSON; never throws, never changes
 * a value.
 */
export function prettyBody(body: string): string {
  const first = body.trimStart()[0];
  if (first !== '{' && first !== '[') {
    return body;
  }
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    // Cut off at the capture limit, or not JSON after all: shown as it is.
    return body;
  }
}
