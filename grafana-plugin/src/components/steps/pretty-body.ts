/** A body as shown: laid out when it is JSON, as it came otherwise. */
export interface PrettyBody {
  readonly text: string;
  readonly isJson: boolean;
}

/** Lays out a hook's request or response body for reading; never throws, never changes a value. */
export function prettyBody(body: string): PrettyBody {
  const first = body.trimStart()[0];
  if (first !== '{' && first !== '[') {
    return { text: body, isJson: false };
  }
  try {
    return { text: JSON.stringify(JSON.parse(body), undefined, 2), isJson: true };
  } catch {
    // Cut off at the capture limit, or not JSON after all: shown as it is.
    return { text: body, isJson: false };
  }
}
