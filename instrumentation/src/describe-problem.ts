import { UssdProblem } from './ussd-problem.ts';

const CLASS = /^(?!.*\d{3})[A-Za-z_$][\w$]{0,39}$/;
const FRAME = /^\s+at (?:[^()]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^()]*:\d+:\d+\)?$/;

/**
 * A problem in words that hold nothing of a request. Whatever is not ours may quote what it could not
 * read, an app's provider as much as the language itself: of it only the class and the place are said.
 */
export function describeProblem(error: unknown): string {
  if (error instanceof UssdProblem) return error.message;
  if (!(error instanceof Error)) return `A ${typeof error} was thrown; the app is not affected`;
  return [classOf(error), placeOf(error), '; the app is not affected']
    .join(' ')
    .replace(/ +;/, ';');
}

/** An error's class; whoever sets its name may write anything. */
export function classOf({ name }: Error): string {
  return CLASS.test(name) ? name : 'Error';
}

/** The first place below the message, which is part of the stack and may have any lines. */
function placeOf({ message, stack }: Error): string {
  if (typeof stack !== 'string' || typeof message !== 'string') return '';
  const end = message === '' ? 0 : stack.lastIndexOf(message);
  if (end < 0) return '';
  const lines = stack.slice(end + message.length).split('\n');
  return lines.find((line) => FRAME.test(line))?.trim() ?? '';
}
