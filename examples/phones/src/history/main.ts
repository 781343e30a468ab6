import { readHistoryConfig } from './config.ts';
import { makeHistory } from './make-history.ts';

try {
  // Whoever started this waits for the word before anything else dials.
  const tell = () => void process.send?.('planned');
  await makeHistory(readHistoryConfig(process.env), process.stdout, tell);
} catch (error) {
  // `fetch` says only in its cause what was in the way; anything else is for us to read, with its stack.
  const cause =
    error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  console.error(cause === undefined ? error : `${error}: ${cause.message || cause.code}`);
  process.exit(1);
}
