import { z } from 'zod';
import { checkedJson } from './checked-json.ts';
import { subjectField, timeField, wordsField } from './person-fields.ts';

/** That a person agreed, by code and without a name: who is behind a code is kept elsewhere, by whoever leads the study. */
export interface Consent {
  readonly kind: 'myofade consent';
  readonly version: 1;
  readonly subject: string;
  /** Which text the person read and agreed to, such as `grip study, 2026-03-01`. */
  readonly textVersion: string;
  /** Local time. */
  readonly givenAt: string;
  /** Whether pseudonymous data may be given to others. */
  readonly maySharePseudonymised: boolean;
  /** When the person took it back. `myofade withdraw` removes what is there. */
  readonly withdrawnAt?: string;
}

const consentSchema: z.ZodType<Consent> = z.strictObject({
  kind: z.literal('myofade consent'),
  version: z.literal(1),
  subject: subjectField,
  textVersion: wordsField,
  givenAt: timeField,
  maySharePseudonymised: z.boolean(),
  withdrawnAt: z.exactOptional(timeField),
});

/** @throws FormatError for a text that is no stored consent. */
export function parseConsent(json: string, { file }: { readonly file: string }): Consent {
  return checkedJson(json, consentSchema, { what: 'consent', file });
}

/** Whether a person may be recorded under a text: they agreed to just this text and did not take it back. */
export function isConsentValid(
  { subject, textVersion, withdrawnAt }: Consent,
  wanted: { readonly subject: string; readonly textVersion: string },
): boolean {
  return withdrawnAt === undefined && subject === wanted.subject && textVersion === wanted.textVersion;
}
