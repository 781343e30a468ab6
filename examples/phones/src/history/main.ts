import { readHistoryConfig } from './config.ts';
import { makeHistory } from './make-history.ts';

// Whoever started this waits for the word before anything else dials.
await makeHistory(readHistoryConfig(process.env), process.stdout, () => process.send?.('planned'));
