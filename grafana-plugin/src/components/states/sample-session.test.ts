import { expect, test } from 'vitest';
import { instrumentCommand, sampleCommand, sampleSession } from './sample-session.ts';

const NOW = Date.UTC(2026, 10, 21);

test('the sample has no single quote in its body, so that a shell takes it whole', () => {
  const command = sampleCommand('http://localhost:4318', NOW, false);
  const body = /-d '([^']*)'$/.exec(command)?.[1];
  expect(JSON.parse(body ?? '')).toHaveProperty('resourceSpans');
});

test('two samples are two sessions', () => {
  const first = JSON.stringify(sampleSession(NOW));
  const second = JSON.stringify(sampleSession(NOW));
  const traceOf = (text: string) => /"traceId":"(\w{32})"/.exec(text)?.[1];
  expect(traceOf(first)).not.toBe(traceOf(second));
});

test('the token is named, never written out', () => {
  expect(sampleCommand('http://h', NOW, true)).toContain('Bearer $HOPSCOPE_TOKEN');
  expect(instrumentCommand('http://h', true)).toContain(
    'OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $HOPSCOPE_TOKEN"\n',
  );
  expect(instrumentCommand('http://h', false)).not.toContain('HEADERS');
});
