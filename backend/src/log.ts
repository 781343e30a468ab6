import { type Logger, pino } from 'pino';

/** What the backend logs with; tests pass a quiet one. */
export type Log = Logger;

/**
 * The process's log: JSON lines on standard output.
 *
 * Callers pass counts, states and our own texts, never bodies, headers, URLs with their query, or
 * anything a subscriber typed. As a last net, errors are reduced to class, message and stack: those
 * of database clients carry the statement they failed on.
 */
export function createLog(level: 'info' | 'silent' = 'info'): Log {
  return pino({ level, base: {}, serializers: { err: bareError } });
}

function bareError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  return { type: error.name, message: error.message, stack: error.stack };
}
