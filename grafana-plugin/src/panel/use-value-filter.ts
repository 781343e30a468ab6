import { getTemplateSrv } from '@grafana/runtime';
import { usePanelContext } from '@grafana/ui';
import { useState } from 'react';
import { type Filters, narrowToValue, type ValueFilter } from '../components/index.ts';

/**
 * Narrows to a value: by the dashboard's ad-hoc filters where it has them, else in this panel only.
 *
 * An empty value always stays in the panel: Grafana takes a filter without a value for an unfinished one.
 */
export function useValueFilter(): {
  readonly chips: Filters;
  readonly setChips: (filters: Filters) => void;
  readonly narrow: (filter: ValueFilter) => void;
} {
  const { onAddAdHocFilter } = usePanelContext();
  const [chips, setChips] = useState<Filters>({});
  const narrow = (filter: ValueFilter): void => {
    const hasVariable = getTemplateSrv()
      .getVariables()
      .some(({ type }) => type === 'adhoc');
    if (hasVariable && onAddAdHocFilter !== undefined && filter.value !== '') {
      onAddAdHocFilter({ ...filter, operator: '=' });
    } else {
      setChips(narrowToValue(chips, filter));
    }
  };
  return { chips, setChips, narrow };
}
