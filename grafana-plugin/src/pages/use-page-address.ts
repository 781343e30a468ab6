import { locationService } from '@grafana/runtime';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { type PageAddress, readAddress, writeAddress } from './page-address.ts';

/** The page's address, and a way to change it that back and forward undo. */
export function usePageAddress(): readonly [PageAddress, (address: PageAddress) => void] {
  const { search } = useLocation();
  useEffect(() => {
    // What is not understood (or must not be kept, such as a number) leaves the address at once.
    const clean = writeAddress(readAddress(search), search);
    if (clean !== new URLSearchParams(search).toString()) {
      locationService.replace({ ...locationService.getLocation(), search: clean });
    }
  }, [search]);
  const change = (address: PageAddress): void =>
    locationService.push({
      ...locationService.getLocation(),
      search: writeAddress(address, search),
    });
  return [readAddress(search), change];
}
