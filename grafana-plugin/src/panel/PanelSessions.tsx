import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useMemo, useRef, useState } from 'react';
import {
  attributesAmong,
  ColumnMenu,
  CsvButton,
  DEFAULT_COLUMNS,
  FailureNote,
  FilterPills,
  type Filters,
  hasFilters,
  NoMatch,
  omitFilter,
  type SessionRow,
  SessionSteps,
  SessionsTable,
  useReading,
  useSessionList,
  useSize,
  useWatch,
} from '../components/index.ts';
import { toZoneName } from '../zone-name.ts';
import { askPanelPage, pageOf } from './ask-panel-page.ts';
import { explainAgainst } from './explain-against.ts';
import type { SessionsPanelOptions } from './options.ts';
import { PanelSearch } from './PanelSearch.tsx';
import { PanelSummary } from './PanelSummary.tsx';
import { mergeFilters, type SessionsTarget, toPanelQuestion } from './panel-question.ts';
import { RowLinks } from './RowLinks.tsx';
import { hasLinks, linksOf } from './row-links.ts';
import { SessionDrawer } from './SessionDrawer.tsx';
import type { PanelDatasource } from './use-panel-datasource.ts';
import type { Settled } from './use-settled.ts';
import { useValueFilter } from './use-value-filter.ts';

interface Props extends PanelProps<SessionsPanelOptions> {
  readonly settled: Settled;
  readonly target: SessionsTarget;
  readonly loaded: PanelDatasource;
  /** Why the last refresh failed; what was there before stays on show. */
  readonly problem: string | undefined;
}

// An open session is followed this closely, whatever the dashboard's refresh is.
const STEPS_POLL_MS = 5_000;
// The backend's own, for a query that names none.
const LIMIT_DEFAULT = 50;
const NO_ENDINGS: ReadonlyMap<string, string> = new Map();

/** The list, its toolbar, and the session that is open. */
export function PanelSessions(props: Props) {
  const { settled, target, loaded, options, onOptionsChange } = props;
  const { datasource, client } = loaded;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const timeZone = toZoneName(props.timeZone);
  const [open, setOpen] = useState<string>();
  const [endings, setEndings] = useState(NO_ENDINGS);
  const { chips, setChips, narrow } = useValueFilter();

  const question = useMemo(
    () => toPanelQuestion(settled.request, target, datasource),
    [settled.request, target, datasource],
  );
  const columns = useMemo(
    () =>
      options.columns.length > 0 ? options.columns : [...DEFAULT_COLUMNS, ...question.columns],
    [options.columns, question.columns],
  );
  const attributes = useMemo(() => attributesAmong(columns), [columns]);
  const { filters, against } = useMemo(
    () => mergeFilters(question.filters, chips),
    [question.filters, chips],
  );
  const key = JSON.stringify([question.key, chips, options.pageRows]);

  const toolbarRef = useRef<HTMLDivElement>(null);
  const toolbarPx = useSize(toolbarRef, 'height');
  const { listRef, isRead } = useReading(open !== undefined);
  const list = useSessionList(client, `${key}${attributes}`, settled.count, {
    pageRows: options.pageRows,
    open,
    isRead,
    within: { ...question.interval, toMs: question.liveToMs ?? question.interval.toMs },
    askPage: async (asked) => {
      const frame = settled.series.find(({ name }) => name === 'sessions');
      const isOwn =
        asked.isAnew !== true &&
        asked.cursor === undefined &&
        asked.toMs === undefined &&
        asked.limit === (target.limit ?? LIMIT_DEFAULT) &&
        !hasFilters(chips) &&
        attributes.every((id) => question.columns.includes(id));
      // What the panel's query brought is not asked for again.
      return isOwn
        ? pageOf(frame)
        : askPanelPage(datasource, question, { filters: chips, columns: attributes }, asked);
    },
  });
  const isWatched = question.liveToMs !== undefined && against.length === 0;
  useWatch(client, isWatched ? { filters, columns: attributes } : undefined, list.merge);

  const toggle = (traceId: string): void => setOpen(open === traceId ? undefined : traceId);
  const rows = list.list?.rows ?? [];
  const openRow = rows.find(({ traceId }) => traceId === open);
  const inDrawer = options.steps === 'drawer';
  const linkParts = hasLinks(props.fieldConfig)
    ? {
        fieldConfig: props.fieldConfig,
        replaceVariables: props.replaceVariables,
        theme,
        timeZone,
      }
    : undefined;

  return (
    <div className={styles.panel}>
      <div ref={toolbarRef} className={styles.toolbar}>
        {options.showSearch && (
          <PanelSearch
            client={client}
            onSession={(sessionId) => setChips({ sessionId })}
            onSubscriber={(userHash, ending) => {
              setEndings(new Map([...endings, ...userHash.map((one) => [one, ending] as const)]));
              // Who is searched for takes the place of the session that was.
              setChips({ ...omitFilter(chips, 'sessionId'), userHash });
            }}
            onNothing={() => setChips(omitFilter(omitFilter(chips, 'sessionId'), 'userHash'))}
          />
        )}
        <FilterPills filters={chips} endings={endings} onChange={setChips} />
        <div className={styles.actions}>
          <ColumnMenu
            client={client}
            interval={question.interval}
            columns={columns}
            onColumns={(to) => onOptionsChange({ ...options, columns: to })}
          />
          {against.length === 0 && (
            <CsvButton
              client={client}
              interval={question.interval}
              filters={filters}
              columns={attributes}
            />
          )}
        </div>
      </div>
      {props.problem !== undefined && (
        <FailureNote
          failure={{ kind: 'backend', title: 'Not refreshed', detail: props.problem }}
          onRetry={list.retry}
        />
      )}
      {list.failure !== undefined && <FailureNote failure={list.failure} onRetry={list.retry} />}
      {(options.showChart || options.showRate) && against.length === 0 && (
        <PanelSummary
          client={client}
          questionKey={key}
          tick={settled.count}
          interval={question.interval}
          filters={filters}
          timeZone={timeZone}
          showChart={options.showChart}
          showRate={options.showRate}
          isFailureSaid={props.problem !== undefined || list.failure !== undefined}
          onRange={({ fromMs, toMs }) =>
            props.onChangeTimeRange({
              from: dateTime(fromMs).valueOf(),
              to: dateTime(toMs).valueOf(),
            })
          }
          onFilters={(more: Filters) => setChips({ ...chips, ...more })}
        />
      )}
      {list.list !== undefined && rows.length === 0 && list.isCurrent ? (
        <NoMatch
          filtered={hasFilters(filters)}
          bySubscriber={filters.userHash !== undefined}
          onClear={hasFilters(chips) ? () => setChips({}) : undefined}
          onWiden={undefined}
          why={against.length === 0 ? undefined : explainAgainst(question.filters, chips, against)}
        />
      ) : (
        <SessionsTable
          state={list}
          columns={columns}
          listRef={listRef}
          coveredPx={toolbarPx}
          timeZone={timeZone}
          timeFormat={options.timeFormat}
          open={open}
          onToggle={toggle}
          onFilter={narrow}
          {...(linkParts !== undefined && {
            renderActions: (row: SessionRow) => (
              <RowLinks links={linksOf(row, linkParts)} sessionId={row.sessionId} />
            ),
          })}
          {...(!inDrawer && {
            renderSteps: (traceId: string, row: SessionRow) => (
              <SessionSteps {...{ client, traceId, timeZone, row }} pollMs={STEPS_POLL_MS} />
            ),
          })}
        />
      )}
      {inDrawer && openRow !== undefined && (
        <SessionDrawer
          client={client}
          session={openRow}
          timeZone={timeZone}
          pollMs={STEPS_POLL_MS}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    height: '100%',
    padding: theme.spacing(0, 1, 1),
    overflow: 'auto',
  }),
  toolbar: css({
    // Whose sessions these are stays in sight however far they are read.
    position: 'sticky',
    top: 0,
    zIndex: 1,
    background: theme.colors.background.primary,
    paddingBottom: theme.spacing(0.5),
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  }),
  actions: css({ display: 'flex', gap: theme.spacing(1), marginLeft: 'auto' }),
});
