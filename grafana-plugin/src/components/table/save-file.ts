import type { Interval } from '../state/time-range.ts';

/** `ussd-sessions-2026-11-01-to-2026-11-30.csv`, by UTC days. */
export function csvFileName({ fromMs, toMs }: Interval): string {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return `ussd-sessions-${day(fromMs)}-to-${day(Math.max(fromMs, toMs - 1))}.csv`;
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not before the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
