export { CompletionRate } from './completion/CompletionRate.tsx';
export { type Failure, QueryFailedError, toFailure } from './data/failure.ts';
export type { SessionsPage } from './data/read-results.ts';
export type { Filters, SessionRow, SessionsClient, StoreStatus } from './data/session-types.ts';
export { type Answer, useAnswer } from './data/use-answer.ts';
export { useNow } from './data/use-now.ts';
export { useReading } from './data/use-reading.ts';
export { type PageQuestion, useSessionList } from './data/use-session-list.ts';
export { type SessionNames, useSessionNames } from './data/use-session-names.ts';
export { useStoreStatus } from './data/use-store-status.ts';
export { useSummary } from './data/use-summary.ts';
export { useTick } from './data/use-tick.ts';
export { useWatch } from './data/use-watch.ts';
export { FilterPills } from './filters/FilterPills.tsx';
export { omitFilter, toPills } from './filters/filter-pills.ts';
export { type Found, SearchBox } from './filters/SearchBox.tsx';
export { formatDateTime, type TimeFormat } from './format/date.ts';
export { formatAgo } from './format/duration.ts';
export { formatCount, formatCountOf } from './format/number.ts';
export { SESSIONS_ANCHOR, SessionsExplorer } from './SessionsExplorer.tsx';
export { type Interval, toInterval } from './state/time-range.ts';
export {
  type ExplorerState,
  hasFilters,
  readUrlState,
  type Stack,
  writeUrlState,
} from './state/url-state.ts';
export { EmptyStore } from './states/EmptyStore.tsx';
export { FailureNote } from './states/FailureNote.tsx';
export { NoMatch } from './states/NoMatch.tsx';
export { ScrollBox } from './states/ScrollBox.tsx';
export { instrumentCommand } from './states/sample-session.ts';
export { SessionSteps } from './steps/SessionSteps.tsx';
export { ColumnMenu } from './table/ColumnMenu.tsx';
export { CsvButton } from './table/CsvButton.tsx';
export {
  attributeColumn,
  attributeOf,
  attributesAmong,
  DEFAULT_COLUMNS,
  SESSION_COLUMNS,
} from './table/columns.ts';
export { stepsButtonId } from './table/SessionRow.tsx';
export { SessionsTable } from './table/SessionsTable.tsx';
export { narrowToValue, type ValueFilter } from './table/value-filter.ts';
export { narrowToSeries } from './traffic/narrow-to-series.ts';
export { TrafficChart } from './traffic/TrafficChart.tsx';
export { useSize } from './use-size.ts';
