import { useEffect, useState } from 'react';
import { useFormat, useWords } from '../words/use-words.ts';
import type { LiveFeed } from './live-feed.ts';

/** Silence that is shown (s), and how often it is looked for (ms). */
const shownFromS = 0.5;
const lookMs = 200;

/** An amber band, no dialog, while samples stay away: what is missing, and that the test goes on. */
export function SilenceBand({
  feed,
  isOpen,
  isConnected,
}: {
  readonly feed: LiveFeed;
  readonly isOpen: boolean;
  readonly isConnected: boolean;
}) {
  const { test } = useWords();
  const format = useFormat();
  const [silentS, setSilentS] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = (performance.now() - feed.lastSamplesMs()) / 1000;
      setSilentS(now < shownFromS ? 0 : Math.round(now * 10) / 10);
    }, lookMs);
    return () => clearInterval(timer);
  }, [feed]);
  const words = !isOpen
    ? test.live.pageSilence
    : silentS > 0 || !isConnected
      ? test.live.silence(format.number(silentS, 1))
      : '';
  return (
    <div className="silence" role="status" data-testid="silence" hidden={words === ''}>
      {words}
    </div>
  );
}
