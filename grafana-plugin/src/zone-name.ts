/** The IANA name of what Grafana calls a time zone: `browser`, `utc`, `''` or such a name already. */
export function toZoneName(timeZone: string): string {
  if (timeZone === 'utc') {
    return 'UTC';
  }
  return timeZone === '' || timeZone === 'browser'
    ? Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
    : timeZone;
}
