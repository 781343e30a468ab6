import process from 'node:process';
import { ROOT } from './root.ts';
import { demoEnv, startDemo } from './start/demo.ts';
import { startHistory } from './start/history.ts';
import { runParts } from './start/run-parts.ts';

// The demo by itself, for a backend that runs elsewhere: what the demo's container runs.
// The past goes straight to the backend, live spans to wherever OpenTelemetry's variable says.
await runParts(async ({ onUp, somebodyDied, signal }) => {
  const env = demoEnv(process.env);
  const backendUrl = env.HOPSCOPE_URL || 'http://127.0.0.1:4318';
  const otlpUrl = env.OTEL_EXPORTER_OTLP_ENDPOINT || backendUrl;
  const history = startHistory(ROOT, env, backendUrl, signal);
  await history.planned;
  // The token is the backend's; a collector in between has it by itself.
  const { HOPSCOPE_TOKEN: _, ...withoutToken } = env;
  const appEnv = otlpUrl === backendUrl ? env : withoutToken;
  await Promise.all([startDemo({ root: ROOT, env: appEnv, onUp }, otlpUrl), history.made]);
  console.log(`The demo runs; its spans go to ${otlpUrl}`);
  return somebodyDied;
});
