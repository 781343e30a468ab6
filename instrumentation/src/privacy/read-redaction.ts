import { parseRedactPath, Redaction, type RedactPath } from './redact-paths.ts';

/** Paths between commas; a comma within a path's own brackets is followed by no `$`. */
export function splitRedactPaths(text: string): string[] {
  return text
    .split(/,(?=\s*(?:\$|$))/)
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

/**
 * Reads paths. One that is not understood hides every field of its last name instead, because it was
 * written to hide something.
 *
 * @param name of the setting, for messages.
 */
export function readRedaction(
  name: string,
  texts: readonly unknown[],
  problems: string[],
): Redaction | undefined {
  const paths: RedactPath[] = [];
  for (const text of texts) {
    const path = typeof text === 'string' ? parseRedactPath(text.trim()) : undefined;
    if (path !== undefined) {
      paths.push(path);
      continue;
    }
    const last = /([\p{L}_][\p{L}\p{N}_-]*)[^\p{L}\p{N}_]*$/u.exec(String(text))?.[1];
    const instead = last === undefined ? undefined : parseRedactPath(`$..${last}`);
    if (instead !== undefined) paths.push(instead);
    problems.push(
      `${name} has '${String(text)}', expected $ followed by .name, ['name'], [0], [*] or ..name such as ` +
        `$.customer.name or $..pin; ${instead === undefined ? 'it hides nothing' : `hiding ${instead.text} instead`}`,
    );
  }
  return paths.length === 0 ? undefined : new Redaction(paths);
}
