import { getTimeZone } from '@grafana/data';
import { toZoneName } from '../zone-name.ts';

/** The IANA name of the time zone that the signed-in user prefers; the browser's where they have none. */
export function userZone(): string {
  return toZoneName(getTimeZone());
}
