import { useEffect, useRef } from 'react';

/**
 * Hands on what an editor changes, each change once.
 *
 * The Combobox of Grafana 12.4 tells a choice several times, each time to the listener of the render
 * before it (seen with its downshift 9.0.13): every telling would be one more question, and where a
 * question is answered before the next render, as one without a session's id is, there is no end to it.
 *
 * @param current what is edited, as it was rendered.
 */
export function useChanges<Value>(
  current: Value,
  hand: (next: Value) => void,
): (next: Value) => void {
  const latest = useRef('');
  const shown = JSON.stringify(current);
  useEffect(() => {
    // Also when it was changed elsewhere: then the same choice is a change again.
    latest.current = shown;
  }, [shown]);
  return (next) => {
    const text = JSON.stringify(next);
    if (text === latest.current) return;
    latest.current = text;
    hand(next);
  };
}
