import type { QueryRequest } from '@hopscope/client';
import { DATASOURCE, NARROWED } from './variables.ts';

type Distribute<T> = T extends unknown ? Omit<T, 'refId'> : never;
// The others name one session, and take no filters.
type Narrowed = Exclude<QueryRequest['queries'][number], { queryType: 'session' | 'trace' }>;
type Question = Distribute<Narrowed>;

/** A question of a panel, as Grafana keeps it. */
export type Target = Question & {
  readonly refId: string;
  readonly datasource: typeof DATASOURCE;
};
/** What a question is narrowed by; variables stand among the values. */
export type Filters = NonNullable<Extract<Question, { queryType: 'sessions' }>['filters']>;

/** A question of the backend's API, narrowed by the dashboard's variables; its own filters come on top. */
export function ask(question: Question, refId = 'A'): Target {
  return {
    ...question,
    refId,
    datasource: DATASOURCE,
    filters: { ...NARROWED, ...question.filters },
  };
}
