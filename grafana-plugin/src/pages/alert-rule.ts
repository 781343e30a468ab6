import type { Filters } from '../components/index.ts';
import type { HopscopeQuery } from '../datasource/query.ts';
import { DATASOURCE_ID } from '../plugin-ids.ts';

const EXPRESSIONS = { type: '__expr__', uid: '__expr__' };

/**
 * Seconds before now. A session that was left is closed only after its idle limit, so that the newest
 * minutes read too high (docs/definitions.md, completion rate).
 */
const SETTLED_HOUR = { from: 3900, to: 300 };

const RATE_MIN = 0.6;

/** Fewer sessions say little: of 30, a rate of 60 % is somewhere from 42 to 75 %. */
const SESSIONS_MIN = 30;

/**
 * The address of Grafana's form for alert rules, filled in: fewer than 60 % of a network's sessions
 * completed in an hour, of which there were enough. Everything in it can be changed there.
 *
 * @param filters the page's. Left out are those on outcomes, under which a rate is 0 or 1, and on one
 *   person or session.
 */
export function alertRuleHref(datasourceUid: string, filters: Filters): string {
  return `/alerting/new?defaults=${encodeURIComponent(JSON.stringify(alertRule(datasourceUid, filters)))}`;
}

/** What the form takes (12.4, formDefaults.ts: a part of RuleFormValues). */
export function alertRule(datasourceUid: string, filters: Filters) {
  const { outcome: _outcome, userHash: _who, sessionId: _which, ...lasting } = filters;
  const ask = (refId: string, measure: string) => {
    const model: HopscopeQuery = {
      refId,
      datasource: { type: DATASOURCE_ID, uid: datasourceUid },
      queryType: 'completion',
      by: 'network',
      form: 'alert',
      measure,
      filters: lasting as HopscopeQuery['filters'],
    };
    return { refId, datasourceUid, queryType: '', relativeTimeRange: SETTLED_HOUR, model };
  };
  return {
    type: 'grafana-alerting',
    name: 'USSD completion rate',
    queries: [
      ask('A', 'rate'),
      ask('B', 'closed'),
      {
        refId: 'C',
        datasourceUid: EXPRESSIONS.uid,
        queryType: '',
        model: {
          refId: 'C',
          datasource: EXPRESSIONS,
          type: 'math',
          expression: `$A < ${RATE_MIN} && $B >= ${SESSIONS_MIN}`,
        },
      },
    ],
    condition: 'C',
    evaluateFor: '5m',
    annotations: [
      {
        key: 'summary',
        value:
          '{{ humanizePercentage $values.A.Value }} of {{ $values.B.Value }} USSD sessions on {{ $labels.network }} completed',
      },
      {
        key: 'description',
        value:
          'A is the completion rate, from 0 to 1 (60 % is 0.6), B the number of closed sessions. Both are of the hour that ended five minutes ago: later sessions may still be open.',
      },
    ],
  };
}
