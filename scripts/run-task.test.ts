import process from 'node:process';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { runTask } from './run-task.mjs';

function screen(): { output: NodeJS.WriteStream; text: () => string } {
  let said = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      said += chunk;
      done();
    },
  });
  return { output: output as unknown as NodeJS.WriteStream, text: () => said };
}

const node = (script: string, output: NodeJS.WriteStream) =>
  runTask('Thinking', process.execPath, ['-e', script], { output });

test('one line for what works, and nothing of its noise', async () => {
  const { output, text } = screen();
  expect((await node('console.log("noise")', output)).ok).toBe(true);
  expect(text()).toBe('Thinking …\n');
});

test('shows what was said when it fails', async () => {
  const { output, text } = screen();
  expect((await node('console.error("the reason"); process.exit(3)', output)).ok).toBe(false);
  expect(text()).toContain('Thinking: failed');
  expect(text()).toContain('the reason');
});

test('a command that is not there is a failure, not a crash', async () => {
  const { output, text } = screen();
  expect((await runTask('Thinking', 'no-such-command', [], { output })).ok).toBe(false);
  expect(text()).toContain('ENOENT');
});
