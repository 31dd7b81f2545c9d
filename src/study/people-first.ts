import { UnsupportedError } from '#base';
import type { Consent } from './consent.ts';
import { mayStart, type SafetyScreen, screenVerdict } from './safety-screen.ts';
import type { SessionFacts } from './session-facts.ts';

/** What a person agrees to, in words, and the version that is stored with it. */
export const consentWords = `You may stop at any time and without a reason; you can have your data removed later (withdraw).
Your data are kept under a code on this computer. This is research software: not a medical device, no diagnosis.`;
export const consentVersion = 'myofade consent words 1';

/** What is known of the person before a test; each part is left out where nobody was asked. */
export interface PeopleFirst {
  readonly facts?: SessionFacts;
  readonly screen?: SafetyScreen;
  readonly consent?: Consent;
}

/**
 * @throws UnsupportedError when what a person said forbids a test: no consent any more, or a reason not to strain.
 */
export function requireMayStart({ screen, consent }: PeopleFirst): void {
  if (consent?.withdrawnAt !== undefined) {
    throw new UnsupportedError(
      `${consent.subject} took their consent back at ${consent.withdrawnAt}.`,
      'Nothing may be recorded; withdraw removes what is there.',
    );
  }
  if (screen && !mayStart(screen)) {
    const { words, reasons } = screenVerdict(screen.answers);
    throw new UnsupportedError(
      `${words} ${reasons.map(({ reason }) => reason).join(' ')}`.trim(),
      'Nothing was recorded. Ask a health professional, and note who said yes, or come back another day.',
    );
  }
}
