import { readFileSync } from 'node:fs';

/** Variables that may hold a secret, and so may also be read from a file: `HOPSCOPE_TOKEN_FILE`. */
const SECRETS = [
  'HOPSCOPE_TOKEN',
  'HOPSCOPE_CLICKHOUSE_URL',
  'HOPSCOPE_USER_HASH_KEY',
  'HOPSCOPE_USER_HASH_KEYS',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Fills in what stands in files, as Docker and Kubernetes hand out secrets: where `NAME_FILE` is set,
 * the file's text becomes `NAME`. No message repeats what is in a file.
 */
export function readSecretFiles(env: Environment, problems: string[]): Environment {
  const filled: Record<string, string | undefined> = { ...env };
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    if (env[name]?.trim()) {
      problems.push(`${name} and ${name}_FILE are both set, expected one of them`);
      continue;
    }
    const secret = readSecret(file);
    if ('why' in secret) problems.push(`${name}_FILE: ${file} ${secret.why}`);
    else filled[name] = secret.text;
  }
  return filled;
}

function readSecret(file: string): { readonly text: string } | { readonly why: string } {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? { why: 'is empty, expected a secret in it' } : { text };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { why: `cannot be read (${code})` };
  }
}
