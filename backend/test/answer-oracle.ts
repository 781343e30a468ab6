import type { AttributeFilter, Filters } from '../src/query/filter-schema.ts';
import { wilsonInterval } from '../src/query/wilson.ts';
import type { Ending, SessionFacts } from './session-oracle.ts';
import type { Span } from './span.ts';

/** A session with its outcome, as the oracle of sessions tells it, and what only its spans say. */
export type OracleSession = SessionFacts &
  Ending & { readonly error_types: readonly string[]; readonly statuses: readonly string[] };

/** What only the spans of a session say. */
export function saidBySpans(
  { trace_id }: SessionFacts,
  spans: readonly Span[],
): Pick<OracleSession, 'error_types' | 'statuses'> {
  const own = spans.filter((span) => span.trace_id === trace_id);
  return {
    error_types: own.flatMap(({ error_type }) => error_type || []),
    statuses: own.flatMap(({ http_status }) => (http_status ? String(http_status) : [])),
  };
}

type Row = Readonly<Record<string, unknown>>;

const UNNAMED = '(unnamed)';
const NO_SCREEN = '(no screen)';

/** The sessions of a range under filters: the plain reading of docs/api.md. */
export function filtered(
  sessions: readonly OracleSession[],
  filters: Filters,
  fromMs: number,
  toMs: number,
): OracleSession[] {
  const lists: readonly (readonly [readonly string[] | undefined, keyof OracleSession])[] = [
    [filters.network, 'network'],
    [filters.provider, 'provider'],
    [filters.serviceCode, 'service_code'],
    [filters.version, 'service_version'],
    [filters.outcome, 'outcome'],
    [filters.environment, 'environment'],
    [filters.kind ?? ['live'], 'kind'],
  ];
  return sessions.filter(
    (one) =>
      one.started_at >= fromMs &&
      one.started_at < toMs &&
      lists.every(([wanted, name]) => wanted?.includes(String(one[name])) ?? true) &&
      (filters.step?.some((step) => one.steps_shown.includes(step)) ?? true) &&
      (filters.hook?.some((hook) => one.hook_names.includes(hook)) ?? true) &&
      (filters.hookError === undefined || filters.hookError === one.hook_errors > 0) &&
      (filters.attributes ?? []).every((filter) => passes(one, filter)),
  );
}

function passes(one: OracleSession, { key, operator, value, values = [value] }: AttributeFilter) {
  const own = valuesOf(one, key);
  const any = (test: (text: string) => boolean) => (own.length === 0 ? [''] : own).some(test);
  const pattern = () => new RegExp(`^(?:${value})$`);
  const number = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);
  switch (operator) {
    case '=':
      return any((text) => text === value);
    case '!=':
      return !any((text) => text === value);
    case '=|':
      return any((text) => values.includes(text));
    case '!=|':
      return !any((text) => values.includes(text));
    case '=~':
      return any((text) => pattern().test(text));
    case '!~':
      return !any((text) => pattern().test(text));
    case '<':
      return any((text) => number(text) < Number(value));
    case '>':
      return any((text) => number(text) > Number(value));
    case '<=':
      return any((text) => number(text) <= Number(value));
    case '>=':
      return any((text) => number(text) >= Number(value));
  }
}

function valuesOf(one: OracleSession, key: string): readonly string[] {
  if (key === 'ussd.step.name') return one.steps_shown;
  if (key === 'network.carrier.name') return [one.network];
  if (key === 'outcome') return [one.outcome];
  if (key === 'hookErrors') return [String(one.hook_errors)];
  if (key === 'error.type') return one.error_types;
  if (key === 'http.response.status_code') return one.statuses;
  return one.attribute_values.filter((_, index) => one.attribute_keys[index] === key);
}

const isClosed = (one: OracleSession) => one.outcome !== 'in_progress';
const isCompleted = (one: OracleSession) => one.outcome === 'completed';
const isLost = (one: OracleSession) => isClosed(one) && !isCompleted(one);
const nameOf = (step: string) => (step === '' ? UNNAMED : step);
const lastOf = ({ path }: OracleSession) =>
  path.length === 0 ? NO_SCREEN : nameOf(path.at(-1) ?? '');
const screensOf = ({ path }: OracleSession) =>
  path.length === 0 ? [NO_SCREEN] : [...new Set(path.map(nameOf))];

/** A quantile as DDSketch defines it: the value at rank q(n - 1), no interpolation. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}

export function dropoffOf(sessions: readonly OracleSession[]): Map<string, Row> {
  const closed = sessions.filter(isClosed);
  const names = new Set([...closed.flatMap(screensOf), ...sessions.map(lastOf)]);
  return new Map(
    [...names].map((step) => {
      const lost = sessions.filter((one) => isLost(one) && lastOf(one) === step);
      const reached = closed.filter((one) => screensOf(one).includes(step));
      const times = reached.flatMap((one) => {
        const index = one.path.findIndex((name) => nameOf(name) === step);
        return index < 0 ? [] : (one.path_ms[index] ?? []);
      });
      return [
        step,
        {
          reach: reached.length,
          loss: lost.length,
          dropOff: reached.length === 0 ? null : lost.length / reached.length,
          lossShare: closed.length === 0 ? null : lost.length / closed.length,
          completedHere: sessions.filter((one) => isCompleted(one) && lastOf(one) === step).length,
          inProgress: sessions.filter((one) => !isClosed(one) && lastOf(one) === step).length,
          times,
        },
      ];
    }),
  );
}

export function transitionsOf(sessions: readonly OracleSession[]): Record<string, number> {
  const all = sessions
    .filter(isClosed)
    .flatMap(({ path }) =>
      path.slice(1).map((target, index) => `${nameOf(path[index] ?? '')} → ${nameOf(target)}`),
    );
  return countsOf(all);
}

export function completionOf(sessions: readonly OracleSession[]): Row {
  const closed = sessions.filter(isClosed).length;
  const completed = sessions.filter(isCompleted).length;
  const interval = wilsonInterval(completed, closed);
  return {
    rate: closed === 0 ? null : completed / closed,
    completed,
    closed,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    inProgress: sessions.length - closed,
  };
}

/** Calls by name. */
export function callsOf(
  sessions: readonly OracleSession[],
): Map<string, { readonly calls: number; readonly errors: number; readonly times: number[] }> {
  const calls = sessions.flatMap((one) =>
    one.hook_names.map((name, index) => ({
      name,
      failed: one.hook_failed[index] === true,
      ms: one.hook_ms[index] ?? Number.NaN,
    })),
  );
  return new Map(
    [...Map.groupBy(calls, ({ name }) => name)].map(([name, some]) => [
      name,
      {
        calls: some.length,
        errors: some.filter(({ failed }) => failed).length,
        times: some.map(({ ms }) => ms),
      },
    ]),
  );
}

export function countsOf(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(values, (value) => value)].map(([value, some]) => [value, some.length]),
  );
}
