import { type ExplorerState, readUrlState, writeUrlState } from '../components/state/url-state.ts';
import { APP_ID } from '../plugin-ids.ts';
import { toZoneName } from '../zone-name.ts';
import { withVariables } from './dashboard-variables.ts';

/** What the address of the sessions page says: the view, and which data source. */
export interface PageAddress {
  readonly state: ExplorerState;
  /** `undefined` for the usual one. */
  readonly datasourceUid: string | undefined;
  /** IANA name, as a dashboard's link has it; `undefined` for the user's own. */
  readonly timeZone: string | undefined;
}

const ROOT = `/a/${APP_ID}/sessions`;
// Grafana's own, which a link between its pages keeps.
const ORG = 'orgId';
const TIME_ZONE = 'timezone';

/** Reads an address's query part, as the page writes it or as a dashboard's link has it. */
export function readAddress(search: string): PageAddress {
  const query = withVariables(search);
  const uid = query.get('ds') ?? '';
  return {
    state: readUrlState(query.toString()),
    datasourceUid: uid === '' ? undefined : uid,
    timeZone: readZone(query.get(TIME_ZONE)),
  };
}

/** Writes it, without `?`; of what stood there before only Grafana's own parameter stays. */
export function writeAddress(
  { state, datasourceUid, timeZone }: PageAddress,
  before: string,
): string {
  const query = new URLSearchParams(writeUrlState(state));
  const org = new URLSearchParams(before).get(ORG);
  if (datasourceUid !== undefined) query.set('ds', datasourceUid);
  if (timeZone !== undefined) query.set(TIME_ZONE, timeZone);
  if (org !== null) query.set(ORG, org);
  return query.toString();
}

function readZone(name: string | null): string | undefined {
  if (name === null || name === '') return undefined;
  const zone = toZoneName(name);
  try {
    // Throws for what is no zone.
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
}

/** The page of one session, by its trace id. */
export function sessionHref(traceId: string, datasourceUid: string): string {
  return `${ROOT}/${traceId}?${new URLSearchParams({ ds: datasourceUid })}`;
}

/** The page of all sessions of a data source. */
export function sessionsHref(datasourceUid: string): string {
  return `${ROOT}?${new URLSearchParams({ ds: datasourceUid })}`;
}
