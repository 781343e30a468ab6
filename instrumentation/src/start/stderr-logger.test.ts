import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BUILT_IN } from '../providers/built-in.ts';
import { PACKAGE_NAME } from '../version.ts';
import { createStderrLogger } from './stderr-logger.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

test('a problem is said once, however often it comes and with whatever figures', () => {
  const logger = createStderrLogger();
  logger.warn(PACKAGE_NAME, 'try 1 failed');
  logger.error(PACKAGE_NAME, 'try 2 failed');
  logger.warn('another');
  expect(lines).toEqual(['hopscope: try 1 failed\n', 'hopscope: another\n']);
});

test("the SDK's errors are one line without their stack", () => {
  const error = { name: 'Error', message: 'connect\nECONNREFUSED', code: 'X', stack: 'at x\nat y' };
  createStderrLogger().error(JSON.stringify(error));
  expect(lines).toEqual(['hopscope: Error connect ECONNREFUSED X\n']);
});

test.each([
  ['401', /HOPSCOPE_TOKEN.*OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>"/],
  ['403', /HOPSCOPE_TOKEN.*OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>"/],
])('a backend that answers %s is told of with the settings to mend', (code, remedy) => {
  const error = { name: 'OTLPExporterError', message: 'No', code, stack: 'at x', data: 'y' };
  createStderrLogger().error(JSON.stringify(error));
  createStderrLogger().error(JSON.stringify({ ...error, name: 'OwnError' }));
  expect(lines[0]).toMatch(remedy);
  expect(lines[1]).toBe(`hopscope: OwnError No ${code}\n`);
});

test('a name that no provider has is answered with the whole list of them', () => {
  const said = `HOPSCOPE_PROVIDER is 'x', expected one of ${BUILT_IN.map(({ name }) => name).join(', ')}; end`;
  createStderrLogger().warn(said);
  expect(lines).toEqual([`hopscope: ${said}\n`]);
});

test('a process that runs for months says a bounded number of lines', () => {
  const logger = createStderrLogger();
  for (let n = 0; n < 1000; n++) logger.warn('x'.repeat(n));
  expect(lines.length).toBe(30);
});

test('what is only informative is not said', () => {
  const logger = createStderrLogger();
  logger.info('a');
  logger.debug('b');
  logger.verbose('c');
  expect(lines).toEqual([]);
});
