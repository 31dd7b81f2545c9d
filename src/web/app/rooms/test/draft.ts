import type { Answers, BeforeTest, ChannelChoice, KnownAnswers, StartTest } from '#api';

type Hand = 'left' | 'right';
type ScreenId = BeforeTest['screen']['questions'][number]['id'];
export type ScreenAnswer = 'yes' | 'no' | 'unsure';

/** What is filled in before a test; it stays while one goes back and forth. */
export interface Draft {
  /** Whether somebody is asked for consent and safety; a sensor always has somebody. */
  readonly isPerson: boolean;
  /** Where in the steps. */
  readonly step: number;
  readonly subject: string;
  readonly hand: Hand | null;
  readonly dominantHand: Hand | 'both' | null;
  readonly posture: string;
  readonly handlePosition: string;
  readonly instructedBy: string;
  readonly isPlacedAsDrawn: boolean;
  readonly isAgreed: boolean;
  readonly mayShare: boolean;
  readonly screen: Readonly<Partial<Record<ScreenId, ScreenAnswer>>>;
  readonly clearedBy: string;
  readonly protocol: string;
  readonly practise: boolean;
  readonly address: string;
  readonly emg: string;
  /** Empty for none. */
  readonly force: string;
  readonly sensor: string;
}

/** What a fresh page begins with: the simulated arm, nothing to plug in. */
export const firstDraft: Draft = {
  isPerson: false,
  step: 0,
  subject: '',
  hand: null,
  dominantHand: null,
  posture: '',
  handlePosition: '',
  instructedBy: '',
  isPlacedAsDrawn: true,
  isAgreed: false,
  mayShare: false,
  screen: {},
  clearedBy: '',
  protocol: 'handgrip-fatigue',
  practise: false,
  address: 'virtual',
  emg: 'A1',
  force: '',
  sensor: 'bitalino-emg',
};

/** Code under which the simulated arm is recorded where nobody chose one. */
export const simulatedSubject = 'V01';

export const isSubject = (text: string): boolean => /^[A-Za-z0-9]{1,64}$/.test(text);

const isVirtual = ({ address }: Draft): boolean => address.startsWith('virtual');

/** A virtual person is nobody, and is asked nothing unless somebody wants to try the questions. */
export const isAsked = (draft: Draft): boolean => !isVirtual(draft) || draft.isPerson;

/** What has to be answered before a start: of a virtual person nothing. */
export const mustAnswer = (draft: Draft): boolean => !isVirtual(draft);

const electrodeSite = 'finger flexors (FDS), a third of the way from the inner elbow to the wrist';

const said = <Key extends string>(key: Key, words: string): { readonly [K in Key]?: string } =>
  words.trim() === '' ? {} : ({ [key]: words.trim() } as { [K in Key]: string });

function answersOf(draft: Draft, before: BeforeTest, known: KnownAnswers | undefined): Answers {
  const { hand, dominantHand, isAgreed, isPlacedAsDrawn } = draft;
  const isKnown = known?.consent != null && known.consent.withdrawnAt === undefined;
  return {
    ...(isAgreed &&
      !isKnown && {
        consent: { textVersion: before.consent.textVersion, agreed: true, maySharePseudonymised: draft.mayShare },
      }),
    screen: { answers: draft.screen, ...said('clearedBy', draft.clearedBy) },
    facts: {
      ...(hand && { hand }),
      ...(dominantHand && { dominantHand }),
      ...said('posture', draft.posture),
      ...said('handlePosition', draft.handlePosition),
      ...said('instructedBy', draft.instructedBy),
      ...(isPlacedAsDrawn && { electrodeSite }),
    },
  };
}

function channelsOf({ emg, force, sensor, hand }: Draft): ChannelChoice[] {
  const side = hand ? { side: hand } : {};
  return [
    { name: emg, kind: 'emg', sensor, muscle: 'FDS', ...side },
    ...(force === '' ? [] : [{ name: force, kind: 'force', ...side } as const]),
  ];
}

/** The request that starts what was filled in. */
export function startTestOf(draft: Draft, before: BeforeTest | undefined, known?: KnownAnswers): StartTest {
  const { subject, protocol, practise, address, hand } = draft;
  const wiring = {
    address,
    ...(hand && { hand }),
    ...(!isVirtual(draft) && { channels: channelsOf(draft) }),
  };
  return {
    subject: subject === '' ? simulatedSubject : subject,
    protocol,
    wiring,
    ...(practise && { practise }),
    ...(!isVirtual(draft) && before && { answers: answersOf(draft, before, known) }),
  };
}
