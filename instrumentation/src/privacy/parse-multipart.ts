/**
 * Reads a multipart form's fields. Files are their kind only: what is in them is nobody's field.
 *
 * @returns `undefined` when it is none.
 */
export function parseMultipart(
  body: string,
  contentType: string | undefined,
): [string, string][] | undefined {
  const declared = /multipart\/form-data\s*;.*boundary="?([^";]+)/i.exec(contentType ?? '')?.[1];
  const boundary = declared ?? /^--([^\r\n]{1,70})\r?\n[^\r\n]*form-data/.exec(body)?.[1];
  if (boundary === undefined || !body.includes(`--${boundary}`)) return undefined;
  const fields: [string, string][] = [];
  for (const part of body.split(`--${boundary}`).slice(1)) {
    const [, head = '', value = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
    const name = /[; ]name="?([^";\r\n]*)/i.exec(head)?.[1];
    if (name === undefined) continue;
    fields.push([name, /[; ]filename\*?=/i.test(head) ? 'file' : value.replace(/\r?\n$/, '')]);
  }
  return fields;
}
