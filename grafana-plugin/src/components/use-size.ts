import { type RefObject, useEffect, useState } from 'react';

/** The width or height of an element with its padding in whole CSS pixels, 0 until it is laid out. */
export function useSize(ref: RefObject<HTMLElement>, side: 'width' | 'height'): number {
  const [size, setSize] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.borderBoxSize[0];
      setSize(Math.floor((side === 'width' ? box?.inlineSize : box?.blockSize) ?? 0));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, side]);
  return size;
}
