import { type DataFrame, type DataQueryRequest, LoadingState, type PanelData } from '@grafana/data';
import { useRef } from 'react';

/** The last answer to a panel's query that is whole. */
export interface Settled {
  readonly request: DataQueryRequest;
  readonly series: readonly DataFrame[];
  /** Counts up with each answer. */
  readonly count: number;
}

/** While a query runs its data are still those of the one before; only what is done is taken. */
export function useSettled({ state, request, series }: PanelData): Settled | undefined {
  const last = useRef<Settled | undefined>(undefined);
  const isDone = state === LoadingState.Done || state === LoadingState.Streaming;
  if (isDone && request !== undefined && last.current?.series !== series) {
    last.current = { request, series, count: (last.current?.count ?? 0) + 1 };
  }
  return last.current;
}
