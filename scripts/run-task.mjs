import { spawn } from 'node:child_process';
import process from 'node:process';

/** How often a terminal's line is drawn again, and how often a log gets another line. */
const REDRAW_MS = 500;
const LINE_MS = 20_000;
/** A failed command's output may be long; its end says why. */
const SHOWN_CHARACTERS_MAX = 20_000;

/**
 * Runs a command behind one line that says what it does and how long it takes. Its own output is
 * shown only when it fails.
 *
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; output?: NodeJS.WriteStream }} [options]
 * @returns {Promise<{ ok: boolean; seconds: number }>}
 */
export function runTask(title, command, args, { cwd, env, output = process.stdout } = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const onTerminal = output.isTTY === true;
  output.write(onTerminal ? `${title} …` : `${title} …\n`);
  const ticking = setInterval(
    () => output.write(onTerminal ? `\r\u001b[K${title} … ${seconds()} s` : `  ${seconds()} s\n`),
    onTerminal ? REDRAW_MS : LINE_MS,
  );

  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill();
    process.once('exit', stop);
    let said = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      said = (said + chunk).slice(-SHOWN_CHARACTERS_MAX);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      said += error.message;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));

    let finished = false;
    /** @param {boolean} ok */
    function finish(ok) {
      if (finished) return;
      finished = true;
      clearInterval(ticking);
      process.removeListener('exit', stop);
      const line = `${title}: ${ok ? 'done' : 'failed'} after ${seconds()} s\n`;
      if (onTerminal) output.write(`\r\u001b[K${line}`);
      else if (!ok || seconds() >= 2) output.write(`  ${line}`);
      if (!ok) output.write(`${said.trimEnd()}\n`);
      resolve({ ok, seconds: seconds() });
    }
  });
}
