import type { DataSourceInstanceSettings } from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import { DEFAULT_QUERY, type HopscopeOptions, type HopscopeQuery } from './query.ts';

/** Hopscope as a Grafana data source. Everything it asks goes through its Go part (pkg/). */
export class HopscopeDatasource extends DataSourceWithBackend<HopscopeQuery, HopscopeOptions> {
  constructor(settings: DataSourceInstanceSettings<HopscopeOptions>) {
    super(settings);
  }

  override getDefaultQuery(): Partial<HopscopeQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: HopscopeQuery): boolean {
    return query.hide !== true && query.queryType !== undefined;
  }
}
