import type { TimeFormat } from '../components/index.ts';

/** What a panel keeps in its dashboard. */
export interface SessionsPanelOptions {
  /** Ids of the columns, in their order; empty for the usual ones and the attributes that the query asks for. */
  readonly columns: readonly string[];
  /** Sessions that the first page, and each further one, brings. */
  readonly pageRows: number;
  /** Where a session's steps open: below its row, or in a drawer at the side. */
  readonly steps: 'row' | 'drawer';
  readonly timeFormat: TimeFormat;
  readonly showSearch: boolean;
  /** Completion rate of the sessions in the list. */
  readonly showRate: boolean;
  readonly showChart: boolean;
}

export const DEFAULT_OPTIONS: SessionsPanelOptions = {
  columns: [],
  pageRows: 50,
  steps: 'row',
  timeFormat: 'dateTime',
  showSearch: true,
  showRate: true,
  showChart: false,
};

/** What one question may bring (the backend's schema). */
export const PAGE_ROWS_MAX = 500;
