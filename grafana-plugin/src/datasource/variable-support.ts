import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  toDataFrame,
} from '@grafana/data';
import { from, type Observable, of } from 'rxjs';
import { toChoice } from './ad-hoc-choices.ts';
import type { HopscopeDatasource } from './datasource.ts';
import { VariableEditor } from './editors/VariableEditor.tsx';
import type { HopscopeOptions, HopscopeQuery } from './query.ts';
import { readValues } from './read-values.ts';
import { whatIsMissing } from './what-is-missing.ts';

/** Query variables: the values of a field or an attribute, as a `values` query. */
export class HopscopeVariableSupport extends CustomVariableSupport<
  HopscopeDatasource,
  HopscopeQuery,
  HopscopeQuery,
  HopscopeOptions
> {
  readonly editor = VariableEditor;
  readonly #datasource: HopscopeDatasource;

  constructor(datasource: HopscopeDatasource) {
    super();
    this.#datasource = datasource;
  }

  override getDefaultQuery(): Partial<HopscopeQuery> {
    // Not the field: Grafana lays it under queries of an attribute, too.
    return { queryType: 'values' };
  }

  query(request: DataQueryRequest<HopscopeQuery>): Observable<DataQueryResponse> {
    const [target] = request.targets;
    if (target === undefined) return of({ data: [] });
    const query = this.#datasource.applyTemplateVariables(target, request.scopedVars);
    if (query.queryType !== 'values' || whatIsMissing(query) !== undefined) return of({ data: [] });
    return from(this.#read(query, request));
  }

  async #read(
    { field, attribute = '', prefix, limit, filters }: HopscopeQuery,
    { range }: DataQueryRequest<HopscopeQuery>,
  ): Promise<DataQueryResponse> {
    const rows = await readValues(this.#datasource.client, range, {
      of: field ?? attribute,
      ...(prefix === undefined ? {} : { prefix }),
      ...(typeof limit === 'number' ? { limit } : {}),
      ...(filters === undefined ? {} : { filters }),
    });
    // A text and a value: Grafana takes an empty value for no choice.
    return { data: [toDataFrame(rows.map(({ value }) => toChoice(value)))] };
  }
}
