import { useEffect, useState } from 'react';

/**
 * Counts up every `everyMs` while the page is looked at: what data hooks refresh on.
 *
 * A hidden tab asks for nothing, and asks once as soon as it is seen again.
 */
export function useTick(everyMs: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const next = (): void => {
      if (document.visibilityState === 'visible') {
        setTick((n) => n + 1);
      }
    };
    const timer = setInterval(next, everyMs);
    document.addEventListener('visibilitychange', next);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [everyMs]);
  return tick;
}
