import type { Option } from './editor-props.ts';

export const STACKS: readonly Option[] = [
  { value: 'outcome', label: 'Outcome' },
  { value: 'completed', label: 'Completed or not' },
  { value: 'network', label: 'Network' },
];
export const DIMENSIONS: readonly Option[] = [
  { value: 'network', label: 'Network' },
  { value: 'serviceCode', label: 'Service code' },
  { value: 'provider', label: 'Provider' },
  { value: 'version', label: 'Version' },
];
const OVER_TIME: Option = {
  value: 'time',
  label: 'Over time',
  description: 'For time series panels',
};
const TABLE: Option = { value: 'table', label: 'Table', description: 'All numbers' };
const FOR_ALERTS: Option = {
  value: 'alert',
  label: 'One number each',
  description: 'Without time, for alert rules, stats and gauges',
};
export const RATES: readonly Option[] = [
  { value: 'rate', label: 'Completion rate' },
  { value: 'low', label: 'Rate, lower bound', description: 'Of the 95 % interval' },
  { value: 'high', label: 'Rate, upper bound', description: 'Of the 95 % interval' },
  { value: 'completed', label: 'Completed sessions' },
  { value: 'closed', label: 'Closed sessions', description: 'What the rate is of (n)' },
  { value: 'inProgress', label: 'Sessions in progress' },
];
export const HOOK_NUMBERS: readonly Option[] = [
  { value: 'errorShare', label: 'Share of errors' },
  { value: 'errors', label: 'Errors' },
  { value: 'calls', label: 'Calls' },
  { value: 'p50', label: 'Latency, median' },
  { value: 'p95', label: 'Latency, 95th percentile' },
  { value: 'p99', label: 'Latency, 99th percentile' },
];
export const BUSIEST_BY: readonly Option[] = [
  { value: 'hour', label: 'Hour of the day' },
  { value: 'weekday', label: 'Day of the week' },
  { value: 'day', label: 'Day' },
];

/** The forms of an answer; the first is the usual one. */
export const FORMS = {
  traffic: [OVER_TIME, FOR_ALERTS],
  completion: [TABLE, OVER_TIME, FOR_ALERTS],
  hooks: [TABLE, OVER_TIME, FOR_ALERTS],
} satisfies Readonly<Record<string, readonly Option[]>>;
