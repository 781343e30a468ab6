#!/usr/bin/env node
/**
 * `npx @hopscope/instrumentation doctor ...`
 */
import process from 'node:process';

const [command, ...args] = process.argv.slice(2);
if (command === 'doctor') {
  const { runDoctor } = await import('./doctor.ts');
  // The same ending as this file: source in the repository, JavaScript in the package.
  const register = import.meta.url.replace(/doctor\/cli\.(\w+)$/, 'register.$1');
  process.exitCode = await runDoctor(args, register);
} else {
  const { USAGE } = await import('./doctor-options.ts');
  const asked = command === undefined || command === '--help' || command === '-h';
  (asked ? process.stdout : process.stderr).write(
    asked ? USAGE : `'${command}' is no command, expected 'doctor'\n\n${USAGE}`,
  );
  process.exitCode = asked ? 0 : 2;
}
