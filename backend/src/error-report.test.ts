import { Writable } from 'node:stream';
import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, test } from 'vitest';
import { openTestStore } from '../test/open-test-store.ts';
import { reportError } from './error-report.ts';
import { createLog } from './log.ts';
import { StoreFailedError } from './store/store-errors.ts';

const NUMBER = '254700000111';
const plain = (more: object) => Object.assign(new Error(`row ${NUMBER}\n    at ${NUMBER}`), more);

describe('a report', () => {
  test('of what the embedded database says names its code, never the row it quotes', async () => {
    const { store, close } = await openTestStore();
    const statement = `SELECT throwIf(1, '${NUMBER}')`;
    const failures = [() => store.query(statement), () => store.deriver.command(statement)];
    try {
      for (const fail of failures) {
        const error: unknown = await fail().catch((thrown: unknown) => thrown);
        expect(String(error)).toContain(NUMBER);
        expect(JSON.stringify(reportError(error))).not.toContain(NUMBER);
        expect(reportError(error).type).toContain('ClickHouse error 395');
      }
    } finally {
      await close();
    }
  });

  test.each([
    new ClickHouseError({ message: NUMBER, code: '252', type: 'TOO_MANY_PARTS' }),
    plain({ code: 'CHDB_QUERY', clickhouseCode: 252 }),
    plain({ code: 'CHDB_STREAM' }),
    // Shortened after it was thrown: its stack still begins with the whole text.
    plain({ clickhouseCode: 252, message: 'row', stack: `row\n    at ${NUMBER}` }),
    plain({}),
    plain({ code: NUMBER }),
    NUMBER,
    { message: NUMBER },
    new Error('outer', { cause: new Error(NUMBER) }),
  ])('repeats nothing of %#', (error) => {
    expect(JSON.stringify(reportError(error))).not.toContain(NUMBER);
  });

  test('of a fault of ours says where it happened, and of the store what it said', () => {
    const { type, stack, message } = reportError(new RangeError(`Invalid ${NUMBER}`));
    expect([type, message]).toEqual(['RangeError', undefined]);
    expect(stack).toMatch(/^ {4}at .*error-report\.test\.ts:\d+/);
    const failed = reportError(new StoreFailedError('The store is closing. Send again soon.'));
    expect(failed.message).toBe('The store is closing. Send again soon.');
    expect(reportError(plain({ code: 'ENOSPC' })).code).toBe('ENOSPC');
  });
});

test('the log writes errors as reports', () => {
  let written = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  createLog('info', destination).error({ err: plain({}) }, 'Failed');
  expect(JSON.parse(written)).toMatchObject({ msg: 'Failed', err: { type: 'Error' } });
  expect(written).not.toContain(NUMBER);
});
