import { attributeOf, SESSION_COLUMNS } from '../components/table/columns.ts';

/** What a column is called, and what its numbers are. */
export interface ColumnLook {
  readonly title: string;
  /** As Grafana names it. */
  readonly unit?: string;
}

const SHARE = 'percentunit';
const MS = 'ms';

/** Those whose names do not say it; the rest is written out by `columnLook`. */
const LOOKS: Readonly<Record<string, ColumnLook>> = {
  ...Object.fromEntries(SESSION_COLUMNS.map(({ id, name }) => [id, { title: name }])),
  timeSpentMs: { title: 'Time spent', unit: MS },
  mcc: { title: 'MCC' },
  mnc: { title: 'MNC' },
  userHash: { title: 'Subscriber' },
  outcomeSource: { title: 'Outcome said by' },
  // Of completion.
  rate: { title: 'Completion rate', unit: SHARE },
  low: { title: 'At least', unit: SHARE },
  high: { title: 'At most', unit: SHARE },
  closed: { title: 'Closed (n)' },
  // Of screens.
  step: { title: 'Screen' },
  stepId: { title: 'Screen' },
  screen: { title: 'Text' },
  reach: { title: 'Reached' },
  loss: { title: 'Lost' },
  dropOff: { title: 'Drop-off', unit: SHARE },
  lossShare: { title: 'Of all sessions', unit: SHARE },
  timeToReachP95Ms: { title: 'Time to reach, p95', unit: MS },
  // Of hooks; latencies over time have no unit in their names.
  name: { title: 'Hook' },
  errorShare: { title: 'Error share', unit: SHARE },
  p50: { title: 'p50', unit: MS },
  p95: { title: 'p95', unit: MS },
  p99: { title: 'p99', unit: MS },
  url: { title: 'URL' },
  weekday: { title: 'Day of the week' },
};

/**
 * How a field of the backend's is shown, by its name there. What is not known, as that of a newer
 * backend, is written out: `appTimeMs` is "App time" in milliseconds.
 *
 * @param by what a query for `dimension` was split by.
 */
export function columnLook(name: string, by = name): ColumnLook {
  if (name === 'dimension' && by !== name) return columnLook(by);
  const known = Object.hasOwn(LOOKS, name) ? LOOKS[name] : undefined;
  if (known !== undefined) return known;
  const attribute = attributeOf(name);
  if (attribute !== undefined) return { title: attribute };
  const isMs = /[a-z0-9]Ms$/.test(name);
  const words = (isMs ? name.slice(0, -2) : name)
    .replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
    .replace(/ id$/, ' ID');
  return { title: words.charAt(0).toUpperCase() + words.slice(1), ...(isMs && { unit: MS }) };
}
