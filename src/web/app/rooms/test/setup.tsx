import { Button, Group, Stack, Stepper, Text } from '@mantine/core';
import { useAnswer } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { goTo } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { DeviceStep } from './device-step.tsx';
import { type Draft, isSubject, mustAnswer } from './draft.ts';
import { ProtocolStep } from './protocol-step.tsx';
import { useVerdict } from './safety-screen.tsx';
import type { StartTestRequest } from './use-start-test.ts';
import { WhoStep } from './who-step.tsx';

/** What is missing in the first step, in words; empty where nothing is. */
function useMissing(draft: Draft): string[] {
  const { test } = useWords();
  const words = test.who;
  const people = useAnswer('people');
  const isKnown = people.data?.some(({ subject }) => subject === draft.subject) ?? false;
  const known = useAnswer('knownAnswers', { params: { subject: draft.subject } }, { isWanted: isKnown });
  const verdict = useVerdict(draft.screen, mustAnswer(draft)).data?.verdict;
  if (!mustAnswer(draft)) return draft.subject === '' || isSubject(draft.subject) ? [] : [words.subject];
  const isAgreed = draft.isAgreed || (known.data?.consent != null && known.data.consent.withdrawnAt === undefined);
  const mayStart = verdict === 'may-start' || (verdict === 'ask-first' && draft.clearedBy.trim() !== '');
  return [
    isSubject(draft.subject) ? '' : words.subject,
    draft.hand === null ? words.hand : '',
    isAgreed ? '' : words.consentTitle,
    mayStart ? '' : words.screenTitle,
  ].filter(Boolean);
}

/** The steps before a test: who, which protocol, which device. One goes back and forth, and nothing typed is lost. */
export function Setup({
  draft,
  change,
  starting,
}: {
  readonly draft: Draft;
  change(part: Partial<Draft>): void;
  readonly starting: StartTestRequest;
}) {
  const { test } = useWords();
  const missing = useMissing(draft);
  const steps = [WhoStep, ProtocolStep, DeviceStep];
  const Step = steps[draft.step] ?? WhoStep;
  const isLast = draft.step === steps.length - 1;
  return (
    <Stack gap="lg" maw={1100}>
      <Stepper active={draft.step} onStepClick={(step) => change({ step })} size="sm" aria-label={test.stepsLabel}>
        {[test.steps.who, test.steps.protocol, test.steps.connect, test.steps.live, test.steps.result].map(
          (label, i) => (
            <Stepper.Step key={label} label={label} allowStepSelect={i < steps.length} />
          ),
        )}
      </Stepper>
      <Step {...{ draft, change }} />
      <ErrorNote error={starting.error} />
      {isLast && missing.length > 0 && <Text role="status">{test.who.missing(missing.join(', '))}</Text>}
      <Group>
        <Button variant="default" onClick={() => (draft.step === 0 ? goTo('test') : change({ step: draft.step - 1 }))}>
          {test.back}
        </Button>
        {isLast ? (
          <Button onClick={() => starting.start(draft)} loading={starting.isStarting} disabled={missing.length > 0}>
            {test.connect.start}
          </Button>
        ) : (
          <Button onClick={() => change({ step: draft.step + 1 })}>{test.next}</Button>
        )}
      </Group>
    </Stack>
  );
}
