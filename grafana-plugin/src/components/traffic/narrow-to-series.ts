import type { Filters, Outcome } from '../data/session-types.ts';
import { type OutcomeKind, outcomesOfKind } from '../format/outcome-words.ts';
import type { Stack } from '../state/url-state.ts';

/** The filters that leave just one series of the chart: its network, its outcome or its kind's. */
export function narrowToSeries(filters: Filters, stack: Stack, key: string): Filters {
  switch (stack) {
    case 'network':
      return { ...filters, network: [key] };
    case 'outcome':
      return { ...filters, outcome: [key as Outcome] };
    case 'completed':
      return { ...filters, outcome: outcomesOfKind(key as OutcomeKind) };
  }
}
