import { type RefObject, useCallback, useRef } from 'react';

/** Whether the top of an element lies above what its page, or a box around it, shows. */
export function isScrolledPast(element: HTMLElement): boolean {
  const { top } = element.getBoundingClientRect();
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (box.scrollTop > 0 && top < box.getBoundingClientRect().top) {
      return true;
    }
  }
  return top < 0;
}

/**
 * Tells whether somebody reads a list, so that nothing in it may move: it is scrolled, the focus is
 * in it, or a session of it is open.
 */
export function useReading(isOpen: boolean): {
  readonly listRef: RefObject<HTMLDivElement>;
  readonly isRead: () => boolean;
} {
  const listRef = useRef<HTMLDivElement>(null);
  const open = useRef(isOpen);
  open.current = isOpen;
  const isRead = useCallback(() => {
    const list = listRef.current;
    return (
      open.current ||
      (list !== null && (list.contains(document.activeElement) || isScrolledPast(list)))
    );
  }, []);
  return { listRef, isRead };
}
