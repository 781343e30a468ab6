import { readHistoryConfig } from './config.ts';
import { makeHistory } from './make-history.ts';

try {
  // Whoever started this waits for the word before anything else dials.
  const tell = () => void process.send?.('planned');
  await makeHistory(readHistoryConfig(process.env), process.stdout, tell);
} catch (error) {
  // `fetch` says only in its cause what was in the way.
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  console.error(cause instanceof Error ? `${message}: ${cause.message}` : message);
  process.exit(1);
}
