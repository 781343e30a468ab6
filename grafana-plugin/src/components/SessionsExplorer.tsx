import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { type ReactNode, useMemo } from 'react';
import { CompletionRate } from './completion/CompletionRate.tsx';
import { askPage } from './data/ask-page.ts';
import type { Filters, SessionRow, SessionsClient, StoreStatus } from './data/session-types.ts';
import type { Answer } from './data/use-answer.ts';
import { useFacets } from './data/use-facets.ts';
import { useReading } from './data/use-reading.ts';
import { useSessionList } from './data/use-session-list.ts';
import { useSessionSearch } from './data/use-session-search.ts';
import { useSummary } from './data/use-summary.ts';
import { useTick } from './data/use-tick.ts';
import { useWatch } from './data/use-watch.ts';
import { FilterBar } from './filters/FilterBar.tsx';
import { formatCountOf } from './format/number.ts';
import { isNearlyEmptyMonth, type RangeChoice, toInterval } from './state/time-range.ts';
import { type ExplorerState, hasFilters, type Stack } from './state/url-state.ts';
import { FailureNote } from './states/FailureNote.tsx';
import { NoMatch } from './states/NoMatch.tsx';
import { Section } from './states/Section.tsx';
import { SessionSteps } from './steps/SessionSteps.tsx';
import { ColumnMenu } from './table/ColumnMenu.tsx';
import { CsvButton } from './table/CsvButton.tsx';
import { attributesAmong } from './table/columns.ts';
import { SessionsTable } from './table/SessionsTable.tsx';
import { narrowToValue } from './table/value-filter.ts';
import { narrowToSeries } from './traffic/narrow-to-series.ts';
import { TrafficChart } from './traffic/TrafficChart.tsx';

interface Props {
  readonly client: SessionsClient;
  readonly status: Answer<StoreStatus>;
  readonly state: ExplorerState;
  /** Every change of the view; the host keeps it in the address. */
  readonly onState: (state: ExplorerState) => void;
  /** IANA name. */
  readonly timeZone: string;
  /** Stands in the place of everything while the store holds no session. */
  readonly empty: ReactNode;
  /** How often what is on show is asked for again. */
  readonly pollMs: number;
  /** Height of what covers the top of the page, as Grafana's own header does. */
  readonly coveredPx?: number;
  /** Further actions of a session in the list. */
  readonly renderActions?: (session: SessionRow) => ReactNode;
}

/** The id of the heading above the sessions, for a link that skips to them. */
export const SESSIONS_ANCHOR = 'sessions';

const PAGE_ROWS = 50;
// Values come and go more slowly than sessions do.
const TICKS_PER_FACETS = 6;

/** The session logs: range and filters, traffic, completion rate, sessions and their steps. */
export function SessionsExplorer(props: Props) {
  const { client, status, state, onState, timeZone, pollMs } = props;
  const styles = useStyles2(getStyles);
  const tick = useTick(pollMs);
  const { range, filters, stack, open, columns } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a moving range moves with the tick
  const interval = useMemo(() => toInterval(range, Date.now(), timeZone), [range, timeZone, tick]);

  const key = JSON.stringify([range, filters, timeZone]);
  const summary = useSummary(client, `${key}${stack}`, tick, {
    interval,
    stack,
    filters,
    timeZone,
  });
  const attributes = useMemo(() => attributesAmong(columns), [columns]);
  const { listRef, isRead } = useReading(open !== undefined);
  const question = { interval, filters, columns: attributes };
  const list = useSessionList(client, `${key}${attributes}`, tick, {
    askPage: (asked, signal) => askPage(client, question, asked, signal),
    pageRows: PAGE_ROWS,
    open,
    isRead,
    within: 'preset' in range ? { ...interval, toMs: Number.POSITIVE_INFINITY } : interval,
  });
  const isLive = !('fromMs' in range) || range.toMs > Date.now();
  useWatch(client, isLive ? { filters, columns: attributes } : undefined, list.merge);
  const total = summary.data?.traffic.total ?? 0;
  // The first sessions of a range bring its first values, so those are not waited for.
  const facetsKey = `${key}${total > 0}`;
  const facetsTick = Math.floor(tick / TICKS_PER_FACETS);
  const facets = useFacets(client, facetsKey, facetsTick, { interval, filters });

  const search = useSessionSearch(client, { state, onState, interval, timeZone });
  const setRange = (to: RangeChoice): void => onState({ ...state, range: to });
  const setFilters = (to: Filters): void => onState({ ...state, filters: to });
  const toggle = (traceId: string): void =>
    onState({ ...state, open: open === traceId ? undefined : traceId });

  const failure = status.failure ?? list.failure ?? summary.failure;
  const retryAll = (): void => {
    status.retry();
    summary.retry();
    list.retry();
  };
  if (failure !== undefined && list.list === undefined && summary.data === undefined) {
    return <FailureNote failure={failure} onRetry={retryAll} />;
  }
  if (status.data?.sessions === 0) {
    return props.empty;
  }

  const nearlyEmpty =
    summary.isCurrent &&
    !hasFilters(filters) &&
    isNearlyEmptyMonth(range, Date.now(), timeZone, total, status.data?.sessions ?? 0);
  const noMatch = list.list?.rows.length === 0 && list.isCurrent;
  const openElsewhere =
    open !== undefined &&
    list.list !== undefined &&
    !list.list.rows.some((row) => row.traceId === open);

  const renderSteps = (traceId: string, row?: SessionRow) => (
    <SessionSteps {...{ client, traceId, timeZone, pollMs, row }} />
  );

  return (
    <div className={styles.page}>
      <FilterBar
        range={range}
        interval={interval}
        timeZone={timeZone}
        filters={filters}
        facets={facets}
        searchHint={searchHint(status.data)}
        identify={(text) => client.identify(text)}
        onRange={setRange}
        onFilters={setFilters}
        onSearch={(to) => onState({ ...state, filters: to, open: undefined })}
        onSession={search.find}
        aside={search.aside}
        onRestore={search.restore}
      />
      {failure !== undefined && <FailureNote failure={failure} onRetry={retryAll} />}
      {nearlyEmpty && (
        <p className={styles.offer} role="status">
          {`${total === 0 ? 'No session' : `Only ${formatCountOf(total, 'session')}`} so far this month.`}
          <Button
            variant="secondary"
            size="sm"
            icon="calendar-alt"
            onClick={() => setRange({ preset: '30d' })}
          >
            Show the last 30 days
          </Button>
        </p>
      )}
      <TrafficChart
        summary={summary.data}
        busy={!summary.isCurrent}
        stack={stack}
        timeZone={timeZone}
        onStack={(to: Stack) => onState({ ...state, stack: to })}
        onBar={({ startMs, endMs }) => setRange({ fromMs: startMs, toMs: endMs })}
        onSeries={(by, series) => setFilters(narrowToSeries(filters, by, series.key))}
      />
      {openElsewhere && (
        <Section
          title="Session of this link"
          actions={
            <Button variant="secondary" size="sm" icon="times" onClick={() => toggle(open)}>
              Close
            </Button>
          }
        >
          {renderSteps(open)}
        </Section>
      )}
      <Section
        title="Sessions"
        anchor={SESSIONS_ANCHOR}
        busy={!list.isCurrent}
        actions={
          <div className={styles.actions}>
            <ColumnMenu
              client={client}
              interval={interval}
              columns={columns}
              onColumns={(to) => onState({ ...state, columns: to })}
            />
            <CsvButton client={client} {...question} />
          </div>
        }
      >
        <CompletionRate completion={summary.data?.completion} busy={!summary.isCurrent} />
        {noMatch ? (
          <NoMatch
            filtered={hasFilters(filters)}
            bySubscriber={filters.userHash !== undefined}
            onClear={() => setFilters({})}
            onWiden={
              'preset' in range && range.preset === '365d'
                ? undefined
                : () => setRange({ preset: '365d' })
            }
          />
        ) : (
          <SessionsTable
            state={list}
            columns={columns}
            listRef={listRef}
            coveredPx={props.coveredPx ?? 0}
            onFilter={(value) => setFilters(narrowToValue(filters, value))}
            timeZone={timeZone}
            open={open}
            onToggle={toggle}
            renderSteps={renderSteps}
            {...(props.renderActions !== undefined && { renderActions: props.renderActions })}
          />
        )}
      </Section>
    </div>
  );
}

function searchHint(status: StoreStatus | undefined): string | undefined {
  return status === undefined || status.msisdnSearch
    ? undefined
    : 'Search by number is off: start the backend with the HOPSCOPE_USER_HASH_KEY that the app uses. Session IDs work.';
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  actions: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  }),
  offer: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
  }),
});
