// An app that starts OpenTelemetry itself, before anything else.
import { NodeSDK } from '@opentelemetry/sdk-node';
import { UssdInstrumentation } from '../../src/index.ts';

const sdk = new NodeSDK({
  instrumentations: [new UssdInstrumentation({ capture: 'full' })],
  serviceName: 'own-sdk',
});
sdk.start();
process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));

await import('./express-esm.mjs');
