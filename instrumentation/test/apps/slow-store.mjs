// An app that starts OpenTelemetry itself, over a session store that takes its time.
import { setTimeout as pause } from 'node:timers/promises';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { UssdInstrumentation } from '../../src/index.ts';

const slowly = (answer) => () => pause(200, answer);
const sessionStore = {
  get: slowly(undefined),
  put: slowly(undefined),
  delete: slowly(undefined),
  claim: slowly(true),
};
const sdk = new NodeSDK({ instrumentations: [new UssdInstrumentation({ sessionStore })] });
sdk.start();
process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));

await import('./express-esm.mjs');
