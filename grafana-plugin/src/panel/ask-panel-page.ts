import { type DataFrame, type DataQueryResponse, dateTime } from '@grafana/data';
import type { DataSourceWithBackend } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { QueryFailedError } from '../components/data/failure.ts';
import type { Filters, PageQuestion, SessionRow, SessionsPage } from '../components/index.ts';
import type { HopscopeQuery } from '../datasource/query.ts';
import { mergeFilters, type PanelQuestion } from './panel-question.ts';

/** What the panel asks besides its own query. */
export interface Besides {
  /** Of the panel's own chips. */
  readonly filters: Filters;
  /** Attributes as further fields. */
  readonly columns: readonly string[];
}

/** The sessions of a frame, one object a row; Grafana keeps times as epoch milliseconds. */
export function pageOf(frame: DataFrame | undefined): SessionsPage {
  const fields = frame?.fields ?? [];
  const cursor: unknown = frame?.meta?.custom?.nextCursor;
  return {
    rows: Array.from(
      { length: frame?.length ?? 0 },
      (_, index) =>
        Object.fromEntries(
          fields.map(({ name, values }) => [name, values[index]]),
        ) as unknown as SessionRow,
    ),
    nextCursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
  };
}

let asked = 0;

/** Asks for a page by the panel's own query, so that it is about the same sessions. */
export async function askPanelPage(
  datasource: Pick<DataSourceWithBackend<HopscopeQuery>, 'query'>,
  { request, target }: PanelQuestion,
  { filters, columns }: Besides,
  { limit, cursor, toMs }: PageQuestion,
): Promise<SessionsPage> {
  asked += 1;
  const query = {
    ...target,
    limit,
    columns: [...columns],
    filters: mergeFilters((target.filters ?? {}) as Filters, filters),
    ...(cursor !== undefined && { cursor }),
  } as HopscopeQuery;
  const to = toMs === undefined ? request.range.to : dateTime(toMs);
  const answer = await lastValueFrom(
    datasource.query({
      ...request,
      // Of its own, or Grafana gives up the panel's query for it.
      requestId: `${request.requestId}-sessions-${asked}`,
      range: { ...request.range, to },
      targets: [query],
    }) as ReturnType<typeof datasource.query>,
  );
  throwFailure(answer);
  return pageOf(answer.data.find(({ name }) => name === 'sessions') as DataFrame | undefined);
}

function throwFailure({ errors, error }: DataQueryResponse): void {
  const failure = errors?.[0] ?? error;
  if (failure !== undefined) {
    throw new QueryFailedError(
      failure.status ?? 502,
      failure.data?.message ?? failure.message ?? 'Grafana could not pass the question on.',
    );
  }
}
