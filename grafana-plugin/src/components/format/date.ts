const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key);
  if (known !== undefined) {
    return known;
  }
  // en-GB: day before month and 24 hours, whatever the browser is set to, because the texts around
  // are English and `11/12` must not mean two days.
  const format = new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, format);
  return format;
}

/** `21 Nov 2026, 01:38:04` in the zone given. */
export function formatDateTime(ms: number, timeZone: string): string {
  return formatOf(`second ${timeZone}`, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** What `formatDateTime` says as what stands before its year, the year, and the rest; together the same text. */
export function splitDateTime(ms: number, timeZone: string): readonly [string, string, string] {
  const text = formatDateTime(ms, timeZone);
  const [year = ''] = / \d{4}(?=,)/.exec(text) ?? [];
  const [before = '', after = ''] = year === '' ? [text] : text.split(year);
  return [before, year, after];
}

/** `01:38:04` in the zone given. */
export function formatTime(ms: number, timeZone: string): string {
  return formatOf(`time ${timeZone}`, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** `Sat 21 Nov 2026`. */
export function formatDay(ms: number, timeZone: string): string {
  return formatOf(`day ${timeZone}`, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
    .format(ms)
    .replace(',', '');
}

/** `21 Nov, 01:38`. */
export function formatMinute(ms: number, timeZone: string): string {
  return formatOf(`minute ${timeZone}`, {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** `21 Nov` or `14:00`. */
export function formatTick(ms: number, what: 'day' | 'time', timeZone: string): string {
  const options: Intl.DateTimeFormatOptions =
    what === 'day'
      ? { timeZone, day: 'numeric', month: 'short' }
      : { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return formatOf(`tick ${what} ${timeZone}`, options).format(ms);
}

/** How a table writes when a session began. */
export type TimeFormat = 'dateTime' | 'time' | 'ago';
