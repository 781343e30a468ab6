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
  { request, target, filters: filled }: PanelQuestion,
  { filters, columns }: Besides,
  { limit, cursor, toMs }: PageQuestion,
): Promise<SessionsPage> {
  const { filters: both, against } = mergeFilters(filled, filters);
  if (against.length > 0) {
    return { rows: [], nextCursor: undefined };
  }
  asked += 1;
  const query = {
    ...target,
    limit,
    columns: [...columns],
    filters: {
      ...target.filters,
      ...narrowed(both, filters),
      ...attributesOf(target.filters as Filters | undefined, filters),
    },
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

/** What the chips make of the fields that they name; the others keep their variables. */
function narrowed(both: Filters, { attributes: _added, ...chips }: Filters): Filters {
  return Object.fromEntries(
    Object.keys(chips).map((name) => [name, both[name as keyof Filters]]),
  ) as Filters;
}

// The dashboard's ad-hoc filters are not among them: Grafana adds those to each question.
function attributesOf(kept: Filters = {}, chips: Filters): Filters {
  const attributes = [...(kept.attributes ?? []), ...(chips.attributes ?? [])];
  return attributes.length === 0 ? {} : { attributes };
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
