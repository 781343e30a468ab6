import { readHistoryConfig } from './config.ts';
import { makeHistory } from './make-history.ts';

await makeHistory(readHistoryConfig(process.env), process.stdout);
