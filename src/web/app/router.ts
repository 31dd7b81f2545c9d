import { useSyncExternalStore } from 'react';

/** The rooms of the page, in the order of the rail. */
export const rooms = ['test', 'people', 'evidence', 'models', 'devices'] as const;
export type Room = (typeof rooms)[number];

/** Where the page is: a room, and what is open in it, such as `people/S07/02`. */
export interface Place {
  /** Null for the home, where the page begins. */
  readonly room: Room | null;
  readonly rest: readonly string[];
}

/** Reads a place from the part of an address behind its `#/`; a room that does not exist leads home. */
export function parsePlace(hash: string): Place {
  const [first, ...rest] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decodePart);
  const room = rooms.find((each) => each === first) ?? null;
  return { room, rest: room ? rest : [] };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a place within the page. */
export function hrefOf(room: Room | null, ...rest: readonly string[]): string {
  return `#/${[...(room ? [room] : []), ...rest].map(encodeURIComponent).join('/')}`;
}

/** Goes to a place; the browser's back button comes back. */
export function goTo(room: Room | null, ...rest: readonly string[]): void {
  window.location.hash = hrefOf(room, ...rest).slice(1);
}

function onChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The place where the page is now. */
export function usePlace(): Place {
  return parsePlace(useSyncExternalStore(onChange, () => window.location.hash));
}
