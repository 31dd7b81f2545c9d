import { createContext, useContext, useMemo } from 'react';
import type { Words } from './en.ts';
import { type Format, formatOf } from './format.ts';
import { type Language, languages } from './languages.ts';

/** The language of the page, and how to change it. */
export const LanguageContext = createContext<{ readonly language: Language; setLanguage(language: Language): void }>({
  language: 'en',
  setLanguage: () => undefined,
});

/** The words of the page in the language that is chosen. */
export function useWords(): Words {
  return languages[useContext(LanguageContext).language].words;
}

/** How numbers and dates are written in the language that is chosen. */
export function useFormat(): Format {
  const { language } = useContext(LanguageContext);
  return useMemo(() => formatOf(languages[language].locale), [language]);
}
