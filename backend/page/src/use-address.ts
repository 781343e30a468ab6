import { useCallback, useEffect, useState } from 'react';
import {
  type ExplorerState,
  readUrlState,
  writeUrlState,
} from '../../../grafana-plugin/src/components/index.ts';

/**
 * The explorer's state in the page's address: each change is a step of the browser's history, so
 * back and forward work and a link shows the same view.
 */
export function useAddress(): readonly [ExplorerState, (state: ExplorerState) => void] {
  const [state, setState] = useState(() => readUrlState(location.search));
  useEffect(() => {
    // What the address held and is not understood (or must not be kept) leaves it at once.
    const clean = writeUrlState(readUrlState(location.search));
    if (clean !== location.search.slice(1)) {
      history.replaceState(null, '', addressOf(clean));
    }
    const follow = (): void => setState(readUrlState(location.search));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const change = useCallback((next: ExplorerState) => {
    const query = writeUrlState(next);
    if (query !== location.search.slice(1)) {
      history.pushState(null, '', addressOf(query));
    }
    setState(next);
  }, []);
  return [state, change];
}

const addressOf = (query: string): string =>
  query === '' ? location.pathname : `${location.pathname}?${query}`;
