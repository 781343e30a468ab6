import type { Interval } from '../state/time-range.ts';
import type { Stack } from '../state/url-state.ts';
import { chooseInterval } from '../traffic/choose-interval.ts';
import { readTraffic, type Traffic } from '../traffic/traffic-series.ts';
import { rowsOf } from './frame-rows.ts';
import { framesOf } from './read-results.ts';
import type { CompletionRow, Filters, SessionsClient } from './session-types.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** The chart and the rate above the sessions, of one and the same question. */
export interface Summary {
  readonly interval: Interval;
  readonly intervalMs: number;
  readonly stack: Stack;
  readonly traffic: Traffic;
  readonly completion: CompletionRow | undefined;
}

export interface SummaryQuestion {
  readonly interval: Interval;
  readonly stack: Stack;
  readonly filters: Filters;
  readonly timeZone: string;
}

/** Traffic and completion rate under the page's filters, asked together. */
export function useSummary(
  client: SessionsClient,
  key: string,
  tick: number,
  { interval, stack, filters, timeZone }: SummaryQuestion,
): Answer<Summary> {
  return useAnswer(client, key, tick, async (signal) => {
    const intervalMs = chooseInterval(interval);
    const response = await client.query(
      {
        from: interval.fromMs,
        to: interval.toMs,
        queries: [
          {
            refId: 'traffic',
            queryType: 'traffic',
            intervalMs,
            timeZone,
            stackBy: stack === 'network' ? 'network' : 'outcome',
            filters,
          },
          { refId: 'completion', queryType: 'completion', filters },
        ],
      },
      signal,
    );
    return {
      interval,
      intervalMs,
      stack,
      traffic: readTraffic(framesOf(response, 'traffic')[0], stack),
      completion: rowsOf<CompletionRow>(framesOf(response, 'completion')[0])[0],
    };
  });
}
