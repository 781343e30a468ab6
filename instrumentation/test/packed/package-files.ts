import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

/** What publint and Are The Types Wrong say of a packed package, one line each. */
export async function packageProblems(tarball: string): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(tarball));
  const linted = await publint({
    pack: { tarball: bytes.buffer },
    level: 'suggestion',
    strict: true,
  });
  const types = await checkPackage(createPackageFromTarballData(bytes));
  if (types.types === false) return ['it has no types'];
  return [
    ...linted.messages.map(({ code, path: where }) => `publint: ${code} at ${where.join('.')}`),
    ...types.problems.map((problem) => `types: ${JSON.stringify(problem)}`),
  ];
}

/** Relative names of all files. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
