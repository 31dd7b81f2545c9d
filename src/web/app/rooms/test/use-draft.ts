import { useCallback, useState } from 'react';
import { type Draft, firstDraft } from './draft.ts';

const kept = 'myofade-draft';

function read(): Draft {
  try {
    return { ...firstDraft, ...(JSON.parse(window.sessionStorage.getItem(kept) ?? '{}') as Partial<Draft>) };
  } catch {
    return firstDraft;
  }
}

/** What is filled in, kept over a reload of the page until a test was started with it. */
export function useDraft(): { readonly draft: Draft; change(part: Partial<Draft>): void; forget(): void } {
  const [draft, setDraft] = useState(read);
  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => {
      const next = { ...before, ...part };
      window.sessionStorage.setItem(kept, JSON.stringify(next));
      return next;
    });
  }, []);
  const forget = useCallback(() => {
    window.sessionStorage.removeItem(kept);
    setDraft(firstDraft);
  }, []);
  return { draft, change, forget };
}
