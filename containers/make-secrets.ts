import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is made once for each installation, and the bytes of chance in it. */
const SECRETS = {
  /** `HOPSCOPE_TOKEN` of the backend, and of everybody who asks it. */
  token: 24,
  /** `HOPSCOPE_USER_HASH_KEY` of backend and apps. */
  'user-hash-key': 32,
  /** The admin of Grafana, who may change it there. */
  'grafana-password': 18,
} as const;

export const SECRET_NAMES: readonly string[] = Object.keys(SECRETS);

/** Root writes, the group reads, nobody else. */
const MODE = 0o440;

/** Where a secret lies: each in a folder of its own, which is a volume, so that a reader of one sees no other. */
export function secretFile(folder: string, name: string): string {
  return join(folder, name, 'value');
}

/**
 * Makes the secrets that are missing, as files of one line without a line end, and leaves the others
 * as they are.
 *
 * @param folder has a folder for each secret.
 * @param gid the group that may read them; whoever calls has to be root for another than its own.
 * @param renewed names of those that are made anew, in the place of the old ones.
 * @returns the names of those that were made.
 * @throws {Error} when there is no secret of a name that is to be renewed.
 */
export function makeSecrets(
  folder: string,
  gid: number,
  renewed: readonly string[] = [],
): readonly string[] {
  const unknown = renewed.filter((name) => !SECRET_NAMES.includes(name));
  if (unknown.length > 0) {
    const names = SECRET_NAMES.join(', ');
    throw new Error(`There is no secret '${unknown[0]}', expected one of ${names}`);
  }
  const made: string[] = [];
  for (const [name, bytes] of Object.entries(SECRETS)) {
    const file = secretFile(folder, name);
    if (hasText(file) && !renewed.includes(name)) continue;
    // Renamed when it is whole: a start that was cut off leaves no empty secret, and whoever watches
    // the file sees an old or a new one, never none.
    const unfinished = `${file}.new`;
    rmSync(unfinished, { force: true });
    writeFileSync(unfinished, randomBytes(bytes).toString('base64url'), { mode: MODE });
    chownSync(unfinished, process.getuid?.() ?? 0, gid);
    renameSync(unfinished, file);
    made.push(name);
  }
  return made;
}

function hasText(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').trim() !== '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
