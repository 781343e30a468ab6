import { type ExplorerState, readUrlState, writeUrlState } from '../components/state/url-state.ts';
import { APP_ID } from '../plugin-ids.ts';
import { withVariables } from './dashboard-variables.ts';

/** What the address of the sessions page says: the view, and which data source. */
export interface PageAddress {
  readonly state: ExplorerState;
  /** `undefined` for the usual one. */
  readonly datasourceUid: string | undefined;
}

const ROOT = `/a/${APP_ID}/sessions`;
// Grafana's own, which a link between its pages keeps.
const ORG = 'orgId';

/** Reads an address's query part, as the page writes it or as a dashboard's link has it. */
export function readAddress(search: string): PageAddress {
  const query = withVariables(search);
  const uid = query.get('ds') ?? '';
  return { state: readUrlState(query.toString()), datasourceUid: uid === '' ? undefined : uid };
}

/** Writes it, without `?`; of what stood there before only Grafana's own parameter stays. */
export function writeAddress({ state, datasourceUid }: PageAddress, before: string): string {
  const query = new URLSearchParams(writeUrlState(state));
  const org = new URLSearchParams(before).get(ORG);
  if (datasourceUid !== undefined) query.set('ds', datasourceUid);
  if (org !== null) query.set(ORG, org);
  return query.toString();
}

/** The page of one session, by its trace id. */
export function sessionHref(traceId: string, datasourceUid: string): string {
  return `${ROOT}/${traceId}?${new URLSearchParams({ ds: datasourceUid })}`;
}

/** The page of all sessions of a data source. */
export function sessionsHref(datasourceUid: string): string {
  return `${ROOT}?${new URLSearchParams({ ds: datasourceUid })}`;
}
