import { expect, test } from 'vitest';
import { sessionIds } from './ids.ts';

test('a session has the same ids in every process, from its provider and its id alone', () => {
  // printf 'ussd/1\0africastalking\0ATUid_abc123' | sha256sum
  expect(sessionIds('africastalking', 'ATUid_abc123')).toEqual({
    traceId: '88167ed1d860efdd5a7366d5982de859',
    spanId: 'add6192601de3827',
  });
});

test('the same id at two providers is two sessions', () => {
  expect(sessionIds('arkesel', '1').traceId).not.toBe(sessionIds('africastalking', '1').traceId);
});
