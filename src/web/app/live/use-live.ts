import { useEffect, useState } from 'react';
import { type LiveFeed, type LiveSnapshot, liveFeed } from './live-feed.ts';

let shared: LiveFeed | undefined;

/** The one stream of the page: it opens when it is first needed and stays open from room to room. */
export function sharedFeed(): LiveFeed {
  shared ??= liveFeed();
  return shared;
}

/** The newest snapshot, at most every `everyMs`: words need not follow every message, canvases do by themselves. */
export function useLive(feed: LiveFeed, everyMs = 100): LiveSnapshot {
  const [snapshot, setSnapshot] = useState(feed.snapshot);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      setSnapshot(feed.snapshot());
    };
    const stop = feed.subscribe(() => {
      timer ??= setTimeout(show, everyMs);
    });
    show();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [feed, everyMs]);
  return snapshot;
}
