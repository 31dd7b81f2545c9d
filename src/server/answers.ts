import type { Answers } from '#api';
import { type PeopleFirst, screenVersion } from '#study';

/** What was said before a test, as a study stores it; a consent of before stands where it was not asked again. */
export function peopleFirstOf({
  subject,
  startedAt,
  answers: { consent, screen, facts },
  known,
}: {
  readonly subject: string;
  readonly startedAt: string;
  readonly answers: Answers;
  readonly known: PeopleFirst;
}): PeopleFirst {
  const version = 1;
  const given = consent && {
    kind: 'myofade consent' as const,
    version: version as 1,
    subject,
    textVersion: consent.textVersion,
    givenAt: startedAt,
    maySharePseudonymised: consent.maySharePseudonymised,
  };
  const stands = given ?? known.consent;
  return {
    ...(stands && { consent: stands }),
    ...(screen && {
      screen: {
        kind: 'myofade screen',
        version: screenVersion,
        subject,
        answeredAt: startedAt,
        answers: screen.answers as NonNullable<PeopleFirst['screen']>['answers'],
        ...(screen.clearedBy !== undefined && { clearedBy: screen.clearedBy }),
      },
    }),
    ...(facts && { facts: { kind: 'myofade session', version, subject, startedAt, ...facts } }),
  };
}
