/**
 * `node --import @hopscope/instrumentation/register app.mjs`: the app, ESM or CommonJS, unchanged.
 */
// Imported dynamically: whatever is missing or broken on our side, the app starts.
try {
  const { startSdk } = await import('./start/start-sdk.ts');
  await startSdk();
} catch (error) {
  const why = error instanceof Error ? error.message.split('\n', 1)[0] : error;
  process.stderr.write(`hopscope: could not start, nothing is recorded: ${why}\n`);
}

export {};
