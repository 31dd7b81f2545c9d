import { useCallback, useEffect, useRef, useState } from 'react';

/** How long something that cannot be undone is held down (ms). */
export const holdMs = 1000;

/** An action that happens only when it is held down long enough; let go before, and nothing happens. */
export function useHeld(action: () => void): { readonly isHeld: boolean; press(): void; release(): void } {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(action);
  latest.current = action;
  const release = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
  }, []);
  const press = useCallback(() => {
    if (timer.current !== undefined) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      release();
      latest.current();
    }, holdMs);
  }, [release]);
  useEffect(() => release, [release]);
  return { isHeld, press, release };
}
