import {
  type AdHocVariableFilter,
  type CoreApp,
  type DataFrameJSON,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  dataFrameFromJSON,
  getDefaultTimeRange,
  LoadingState,
  type MetricFindValue,
  type ScopedVars,
  toDataFrame,
} from '@grafana/data';
import { DataSourceWithBackend, getGrafanaLiveSrv, getTemplateSrv } from '@grafana/runtime';
import type { SessionsClient } from '@hopscope/client';
import { map, merge, type Observable, of, scan, switchMap } from 'rxjs';
import { adHocKeys, adHocValues } from './ad-hoc-choices.ts';
import { annotationSupport } from './annotation-support.ts';
import { createVariables } from './dashboard-variables.ts';
import { decorateFrame } from './decorate-frame.ts';
import { laidUnder } from './default-query.ts';
import { describeQuery } from './describe-query.ts';
import { fillVariables } from './fill-variables.ts';
import { isBare } from './is-bare.ts';
import { type Watched, watchSessions } from './live-sessions.ts';
import { mergeSessions } from './merge-sessions.ts';
import type { HopscopeOptions, HopscopeQuery } from './query.ts';
import { createResourceClient } from './resource-client.ts';
import { HopscopeVariableSupport } from './variable-support.ts';
import { whatIsMissing } from './what-is-missing.ts';
import { withFlow } from './with-flow.ts';
import { withLooks } from './with-looks.ts';
import { withTimeZone } from './with-time-zone.ts';

/** Hopscope as a Grafana data source. Everything it asks goes through its Go part (pkg/). */
export class HopscopeDatasource extends DataSourceWithBackend<HopscopeQuery, HopscopeOptions> {
  override readonly annotations = annotationSupport;
  override readonly variables = new HopscopeVariableSupport(this);
  /** The whole API, for what is not the query of a panel. */
  readonly client: SessionsClient;

  constructor(settings: DataSourceInstanceSettings<HopscopeOptions>) {
    super(settings);
    this.client = createResourceClient(this);
  }

  override getDefaultQuery(app?: CoreApp): Partial<HopscopeQuery> {
    return laidUnder(app);
  }

  override getQueryDisplayText(query: HopscopeQuery): string {
    return describeQuery(query);
  }

  override filterQuery(query: HopscopeQuery): boolean {
    return query.hide !== true && whatIsMissing(query) === undefined;
  }

  override applyTemplateVariables(
    query: HopscopeQuery,
    scopedVars?: ScopedVars,
    filters?: AdHocVariableFilter[],
  ): HopscopeQuery {
    return fillVariables(query, createVariables(getTemplateSrv(), scopedVars), filters);
  }

  override query(request: DataQueryRequest<HopscopeQuery>): Observable<DataQueryResponse> {
    const { app, scopedVars, timezone } = request;
    // A variable may turn out empty: "the session $session" is no question before one is chosen.
    const targets = request.targets
      .filter(
        (target) => whatIsMissing(this.applyTemplateVariables(target, scopedVars)) === undefined,
      )
      .map((target) => withTimeZone(target, timezone));
    const asked = new Map(targets.map((target) => [target.refId, target]));
    const answers = super.query({ ...request, targets });
    return (request.liveStreaming ? this.#followed(answers, asked, request) : answers).pipe(
      map((response) => ({
        ...response,
        data: withFlow(
          response.data.map(toDataFrame).flatMap((frame) => {
            const query = asked.get(frame.refId ?? '');
            if (query === undefined) return [frame];
            if (isBare(frame, query.queryType)) return [];
            return [decorateFrame(withLooks(frame, query, targets), query, app, this)];
          }),
        ),
      })),
    );
  }

  /** Explore's live mode: what is asked for once, and after it sessions as they begin and change. */
  #followed(
    answers: Observable<DataQueryResponse>,
    asked: ReadonlyMap<string, HopscopeQuery>,
    { scopedVars }: DataQueryRequest<HopscopeQuery>,
  ): Observable<DataQueryResponse> {
    return answers.pipe(
      switchMap((response) => {
        const lists = response.data.flatMap((data) => {
          const query = asked.get(data.refId);
          if (query?.queryType !== 'sessions') return [];
          const { filters, columns, limit } = this.applyTemplateVariables(query, scopedVars);
          const watched = { filters, columns } as Watched;
          return watchSessions(getGrafanaLiveSrv(), this.uid, watched).pipe(
            map((frame) => dataFrameFromJSON(frame as DataFrameJSON)),
            scan(
              (list, changed) => mergeSessions(list, changed, Number(limit ?? 50)),
              toDataFrame(data),
            ),
            map((list) => ({
              data: [{ ...list, refId: query.refId }],
              key: query.refId,
              state: LoadingState.Streaming,
            })),
          );
        });
        return merge(of({ ...response, state: LoadingState.Streaming }), ...lists);
      }),
    );
  }

  override getTagKeys({
    timeRange = getDefaultTimeRange(),
  }: DataSourceGetTagKeysOptions<HopscopeQuery>): Promise<MetricFindValue[]> {
    return adHocKeys(this.client, timeRange);
  }

  override getTagValues({
    key,
    filters,
    timeRange = getDefaultTimeRange(),
  }: DataSourceGetTagValuesOptions<HopscopeQuery>): Promise<MetricFindValue[]> {
    return adHocValues(this.client, timeRange, key, filters);
  }
}
