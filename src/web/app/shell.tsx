import { AppShell, Group, NavLink, Select, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useContext } from 'react';
import { hrefOf, type Room, rooms, usePlace } from './router.ts';
import { StudyBar } from './study-bar.tsx';
import { type Language, languages } from './words/languages.ts';
import { LanguageContext, useWords } from './words/use-words.ts';

const HomeView = lazy(() => import('./rooms/home/home-room.tsx').then(({ HomeRoom }) => ({ default: HomeRoom })));

const RoomViews: Readonly<Record<Room, React.ComponentType>> = {
  test: lazy(() => import('./rooms/test/test-room.tsx').then(({ TestRoom }) => ({ default: TestRoom }))),
  people: lazy(() => import('./rooms/people/people-room.tsx').then(({ PeopleRoom }) => ({ default: PeopleRoom }))),
  evidence: lazy(() =>
    import('./rooms/evidence/evidence-room.tsx').then(({ EvidenceRoom }) => ({ default: EvidenceRoom })),
  ),
  models: lazy(() => import('./rooms/models/models-room.tsx').then(({ ModelsRoom }) => ({ default: ModelsRoom }))),
  devices: lazy(() => import('./rooms/devices/devices-room.tsx').then(({ DevicesRoom }) => ({ default: DevicesRoom }))),
};

function LanguageSwitch() {
  const { language, setLanguage } = useContext(LanguageContext);
  const { shell } = useWords();
  return (
    <Select
      aria-label={shell.language}
      size="xs"
      value={language}
      allowDeselect={false}
      data={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
      onChange={(chosen) => chosen && setLanguage(chosen as Language)}
    />
  );
}

/** The left rail with five rooms, and the room that is open. */
export function Shell() {
  const { room } = usePlace();
  const { shell } = useWords();
  const View = room === null ? HomeView : RoomViews[room];
  return (
    <AppShell navbar={{ width: 168, breakpoint: 0 }} padding="md">
      <AppShell.Navbar p="xs" aria-label={shell.mainNavigation}>
        <Text fw={700} size="lg" px="sm" py="xs">
          Myofade
        </Text>
        <Stack gap={4} style={{ flex: 1 }}>
          {rooms.map((each) => (
            <NavLink
              key={each}
              href={hrefOf(each)}
              label={shell.rooms[each]}
              active={room === each}
              aria-current={room === each ? 'page' : undefined}
            />
          ))}
        </Stack>
        <Group grow>
          <LanguageSwitch />
        </Group>
        <Text size="xs" c="dimmed" mt="xs">
          {shell.notMedical}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main>
        <StudyBar />
        <Suspense fallback={<Text role="status">{shell.loading}</Text>}>
          <View />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
