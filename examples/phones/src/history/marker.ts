import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from './plan.ts';

/** How far a history has come; it lies beside the data it is about. */
export interface Marker {
  readonly plan: Plan;
  /** Numbers of the days whose spans the backend has acknowledged. */
  readonly daysDone: readonly number[];
  readonly complete: boolean;
}

const fileOf = (dataDir: string) => join(dataDir, 'demo-history.json');

/** @returns `undefined` when there is none, or none that can be read. */
export async function readMarker(dataDir: string): Promise<Marker | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}

export async function writeMarker(dataDir: string, marker: Marker): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = fileOf(dataDir);
  // Renamed, so that a stop in the middle leaves the old marker and not half a new one.
  await writeFile(`${file}.new`, `${JSON.stringify(marker, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
