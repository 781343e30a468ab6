import { pino } from 'pino';

/** A log that says nothing. */
export const quietLog = pino({ level: 'silent' });
