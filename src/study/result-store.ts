/** Where results are kept, by name with forward slashes. A write replaces the whole text at once, or leaves the old. */
export interface ResultStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

/** A store that forgets: for tests, and for runs that shall leave nothing behind. */
export function memoryStore(): ResultStore {
  const texts = new Map<string, string>();
  return {
    read: async (name) => texts.get(name),
    write: async (name, text) => {
      texts.set(name, text);
    },
  };
}
