import { type DestinationStream, type Logger, pino } from 'pino';
import { reportError } from './error-report.ts';

/** What the backend logs with; tests pass a quiet one. */
export type Log = Logger;

/**
 * The process's log: JSON lines on standard output.
 *
 * Callers pass counts, states and our own texts, never bodies, headers, URLs with their query, or
 * anything a subscriber typed. As a last net, errors given as `err` are reduced to what quotes nobody
 * (error-report.ts); give them a text of their own, or pino takes the error's.
 *
 * @param destination standard output unless a test says otherwise.
 */
export function createLog(level: 'info' | 'silent' = 'info', destination?: DestinationStream): Log {
  return pino({ level, base: {}, serializers: { err: reportError } }, destination);
}
