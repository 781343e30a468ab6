// @vitest-environment jsdom
import { setTimeZoneResolver } from '@grafana/data';
import { afterEach, expect, test } from 'vitest';
import { userZone } from './user-zone.ts';

afterEach(() => setTimeZoneResolver(() => undefined));

const BROWSERS = Intl.DateTimeFormat().resolvedOptions().timeZone;

test.each([
  ['Africa/Nairobi', 'Africa/Nairobi'],
  ['utc', 'UTC'],
  ['browser', BROWSERS],
  ['', BROWSERS],
])('of a user who prefers %j times are shown in %s', (preferred, shown) => {
  // As Grafana does at its start (public/app/app.ts), with contextSrv.user.timezone.
  setTimeZoneResolver(() => preferred);
  expect(userZone()).toBe(shown);
});
