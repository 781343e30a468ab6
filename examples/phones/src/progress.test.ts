import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function draw(isTTY: boolean): string {
  let now = 0;
  let said = '';
  const progress = createProgress('History', { isTTY, write: (text) => (said += text) }, () => now);
  for (let step = 1; step <= 100; step++) {
    now += 150;
    progress.show(step / 100, `${step} sessions`);
  }
  progress.end('100 sessions');
  return said;
}

test('a log gets one line for every tenth', () => {
  const lines = draw(false).trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[2]).toBe('History  30 %  30 sessions  5 s');
  expect(lines[10]).toBe('History 100 sessions in 15 s');
});

test('a terminal gets a bar that is drawn over itself', () => {
  const said = draw(true);
  expect(said.split('\r')).toHaveLength(102);
  expect(said.match(/\n/g)).toHaveLength(1);
  expect(said).toContain(`${'█'.repeat(16)}${'░'.repeat(16)}  50 %`);
});
