import { diag } from '@opentelemetry/api';
import { PACKAGE_NAME } from '../version.ts';

const told = new Set<string>();

/** Says once, in the diagnostics log, what the app got wrong; values are never part of it. */
export function complain(about: string, text: string): void {
  if (told.has(about)) return;
  told.add(about);
  diag.createComponentLogger({ namespace: PACKAGE_NAME }).warn(text);
}

/** As `complain`, of an argument that is ignored. */
export function complainOfArgument(call: string, expected: string, got: unknown): void {
  complain(`${call} ${expected}`, `${call}: expected ${expected}, got ${kindOf(got)}; ignored`);
}

/** Not the value: it may be what somebody typed. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  return typeof value === 'string' ? 'another text' : typeof value;
}
