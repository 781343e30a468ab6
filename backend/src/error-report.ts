import {
  errorLabel,
  StoreBusyError,
  StoreFailedError,
  StoreOpenError,
  StoreRejectedError,
} from './store/store-errors.ts';

/** What may be written down about an error. */
export interface ErrorReport {
  /** The class, or for the database its error's number and name. */
  readonly type: string;
  /** Such as `ENOSPC`. */
  readonly code?: string;
  /** Only of the store's errors, whose texts are ours. */
  readonly message?: string;
  /** Where it was thrown; never for the database's errors. */
  readonly stack?: string;
}

const OURS = [StoreBusyError, StoreFailedError, StoreOpenError, StoreRejectedError];
const CODE = /^[A-Z][A-Z_\d]{1,60}$/;
const FRAME = /^ {4}at .*$/;

/**
 * Reduces an error to what holds nothing of a subscriber. Messages of others quote what they failed
 * on: ClickHouse the row or the statement, `JSON.parse` and `BigInt` the text, Node the argument.
 */
export function reportError(error: unknown): ErrorReport {
  const type = errorLabel(error);
  if (!(error instanceof Error)) return { type };
  const code = 'code' in error && CODE.test(String(error.code)) ? String(error.code) : undefined;
  const isOurs = OURS.some((known) => error instanceof known);
  const stack = isOfDatabase(type, code) ? undefined : framesOf(error);
  return {
    type,
    ...(code === undefined ? {} : { code }),
    ...(isOurs ? { message: error.message } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}

function isOfDatabase(type: string, code: string | undefined): boolean {
  return type.startsWith('ClickHouse ') || code?.startsWith('CHDB_') === true;
}

/** The stack without the message before it, of which a line may look like a frame. */
function framesOf({ stack = '', message }: Error): string | undefined {
  const at = stack.indexOf(message);
  if (at < 0) return undefined;
  const lines = stack.slice(at + message.length).split('\n');
  const frames = lines.filter((line) => FRAME.test(line));
  return frames.length === 0 ? undefined : frames.join('\n');
}
