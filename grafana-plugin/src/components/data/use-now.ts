import { useEffect, useState } from 'react';

/** The time, each second while it runs and is looked at; right again as soon as it is seen again. */
export function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) {
      return;
    }
    const next = (): void => {
      if (document.visibilityState === 'visible') {
        setNow(Date.now());
      }
    };
    const timer = setInterval(next, 1000);
    document.addEventListener('visibilitychange', next);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [isRunning]);
  return now;
}
