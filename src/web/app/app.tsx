import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Shell } from './shell.tsx';
import { theme } from './theme.ts';
import { firstLanguage, type Language, languages } from './words/languages.ts';
import { LanguageContext } from './words/use-words.ts';

const kept = 'myofade-language';

/** The page: its language, its theme, its store of answers, and the shell with the rooms. */
export function App() {
  const [language, setLanguage] = useState<Language>(() =>
    firstLanguage(window.localStorage.getItem(kept), navigator.languages),
  );
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 5_000 } } }),
  );
  useEffect(() => {
    document.documentElement.lang = languages[language].locale;
    window.localStorage.setItem(kept, language);
  }, [language]);
  const context = useMemo(() => ({ language, setLanguage }), [language]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="dark">
      <QueryClientProvider client={client}>
        <LanguageContext value={context}>
          <Shell />
        </LanguageContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
