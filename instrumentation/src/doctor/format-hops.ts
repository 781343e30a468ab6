import type { DialledHop } from './dial-session.ts';

/** What was typed and what the app answered, as on a phone. */
export function formatHops(hops: readonly DialledHop[]): string[] {
  return hops.flatMap((hop) => [
    `  ${hop.input === undefined ? 'dialled' : `typed ${hop.input}`}  → ${answered(hop)}, ${hop.answeredAtMs - hop.atMs} ms`,
    ...screenOf(hop).map((line) => `  │ ${line}`),
  ]);
}

function answered({ status, screen }: DialledHop): string {
  const words = {
    continue: 'a screen, the session goes on',
    end: 'the last screen',
    invalid: 'an answer that the gateway cannot read',
    unknown: 'an answer that does not say whether the session goes on',
  };
  return status === 200 ? words[screen.type] : `status ${status}: ${words[screen.type]}`;
}

function screenOf({ screen }: DialledHop): string[] {
  return screen.text === undefined ? [] : screen.text.split('\n');
}
