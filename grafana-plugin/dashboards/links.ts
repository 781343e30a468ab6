import { APP_ID } from '../src/plugin-ids.ts';

/** The dashboards' own uids, so that they can lead to each other and the navigation to them. */
export const UIDS = {
  overview: 'hopscope-overview',
  flow: 'hopscope-flow',
  hooks: 'hopscope-hooks',
} as const;

/** A link of a panel or a field. */
export interface Link {
  readonly title: string;
  readonly url: string;
}

const SESSIONS_PAGE = `/a/${APP_ID}/sessions`;

// In the dashboard's words, so that "now-6h" goes on moving there, and as the instants of now.
const SAME_PLACE = `ds=\${ds}&\${__url_time_range}&fromMs=\${__from}&toMs=\${__to}&\${__all_variables}`;

/** To the app's sessions page, with the dashboard's data source, time range and variables. */
export function toSessions(title: string, query = ''): Link {
  return { title, url: `${SESSIONS_PAGE}?${SAME_PLACE}${query === '' ? '' : `&${query}`}` };
}

/** To a dashboard with the same range and variables, narrowed by ad-hoc filters: key, sign, value. */
export function toDashboard(
  title: string,
  uid: string,
  ...filters: readonly (readonly [string, string, string])[]
): Link {
  const adHoc = filters.map((filter) => `&var-filters=${filter.join('|')}`).join('');
  return { title, url: `/d/${uid}?\${__url_time_range}&\${__all_variables}${adHoc}` };
}

/** The links at the top of each dashboard. */
export const topLinks = [
  {
    type: 'dashboards',
    title: 'Hopscope',
    tags: ['hopscope'],
    asDropdown: false,
    includeVars: true,
    keepTime: true,
    targetBlank: false,
    icon: 'external link',
    tooltip: '',
    url: '',
  },
  {
    type: 'link',
    ...toSessions('Sessions page'),
    tags: [],
    asDropdown: false,
    includeVars: false,
    keepTime: false,
    targetBlank: false,
    icon: 'bolt',
    tooltip: 'Search, filter and read single sessions',
  },
] as const;
