import { en, type Words } from './en.ts';
import { id } from './id.ts';

/** The languages of the page, each with its own name, its catalogue, and the locale of its numbers and dates. */
export const languages = {
  en: { name: 'English', locale: 'en-GB', words: en },
  id: { name: 'Bahasa Indonesia', locale: 'id-ID', words: id },
} as const satisfies Record<string, { name: string; locale: string; words: Words }>;

export type Language = keyof typeof languages;

/** The language to begin with: what was chosen before, else what the browser asks for, else English. */
export function firstLanguage(chosen: string | null, wanted: readonly string[]): Language {
  const known = (code: string): Language | undefined => (code === 'en' || code === 'id' ? code : undefined);
  if (chosen !== null && known(chosen)) return known(chosen) as Language;
  for (const tag of wanted) {
    // Browsers say `in` for Indonesian now and then, its code of old.
    const code = tag.toLowerCase().split('-')[0].replace(/^in$/, 'id');
    const found = known(code);
    if (found) return found;
  }
  return 'en';
}
