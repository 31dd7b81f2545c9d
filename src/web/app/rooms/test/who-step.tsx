import { Autocomplete, Checkbox, Group, Radio, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import type { BeforeTest, KnownAnswers } from '#api';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { useFormat, useWords } from '../../words/use-words.ts';
import { type Draft, isAsked, isSubject } from './draft.ts';
import { SafetyScreen } from './safety-screen.tsx';

/** What a step of the setup is given. */
export interface StepProps {
  readonly draft: Draft;
  change(part: Partial<Draft>): void;
}

function Consent({
  draft,
  change,
  before,
  known,
}: StepProps & { readonly before: BeforeTest; readonly known: KnownAnswers | undefined }) {
  const { test } = useWords();
  const format = useFormat();
  const words = test.who;
  const stands = known?.consent && known.consent.withdrawnAt === undefined ? known.consent : undefined;
  return (
    <Stack gap="xs">
      <Title order={3}>{words.consentTitle}</Title>
      {stands ? (
        <Text>{words.consentBefore(format.date(stands.givenAt))}</Text>
      ) : (
        <>
          <Text style={{ whiteSpace: 'pre-line' }}>{before.consent.words}</Text>
          <Checkbox
            label={words.agree}
            checked={draft.isAgreed}
            onChange={(event) => change({ isAgreed: event.currentTarget.checked })}
          />
          <Checkbox
            label={words.share}
            checked={draft.mayShare}
            onChange={(event) => change({ mayShare: event.currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  );
}

/** Code, hand and posture; for a person also consent and safety. No name is asked anywhere. */
export function WhoStep({ draft, change }: StepProps) {
  const { test } = useWords();
  const words = test.who;
  const people = useAnswer('people');
  const before = useAnswer('beforeTest');
  const isKnown = people.data?.some(({ subject }) => subject === draft.subject) ?? false;
  const known = useAnswer('knownAnswers', { params: { subject: draft.subject } }, { isWanted: isKnown });
  const hands = (['left', 'right'] as const).map((value) => ({ value, label: words[value] }));
  return (
    <Stack gap="lg">
      <Title order={2}>{words.title}</Title>
      <Autocomplete
        label={words.subject}
        description={words.subjectHelp}
        value={draft.subject}
        data={people.data?.map(({ subject }) => subject) ?? []}
        onChange={(subject) => change({ subject })}
        error={draft.subject !== '' && !isSubject(draft.subject) ? words.subjectWrong : undefined}
        maw={420}
        data-autofocus
      />
      <Group gap="xl">
        <Radio.Group
          label={words.hand}
          value={draft.hand}
          onChange={(value) => change({ hand: value as Draft['hand'] })}
        >
          <Group mt={4}>
            {hands.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        <Radio.Group
          label={words.dominant}
          value={draft.dominantHand}
          onChange={(value) => change({ dominantHand: value as Draft['dominantHand'] })}
        >
          <Group mt={4}>
            {[...hands, { value: 'both' as const, label: words.both }].map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
      </Group>
      <SimpleGrid cols={3}>
        <TextInput
          label={words.posture}
          description={words.postureHelp}
          value={draft.posture}
          onChange={(event) => change({ posture: event.currentTarget.value })}
        />
        <TextInput
          label={words.handle}
          description={words.handleHelp}
          value={draft.handlePosition}
          onChange={(event) => change({ handlePosition: event.currentTarget.value })}
        />
        <TextInput
          label={words.instructedBy}
          description={words.instructedByHelp}
          value={draft.instructedBy}
          onChange={(event) => change({ instructedBy: event.currentTarget.value })}
        />
      </SimpleGrid>
      <ErrorNote error={before.error} onRetry={() => void before.refetch()} />
      {isAsked(draft) && before.data && (
        <>
          <Consent {...{ draft, change, before: before.data, known: known.data }} />
          <SafetyScreen {...{ draft, change, before: before.data }} />
        </>
      )}
    </Stack>
  );
}
