/** One question before a test of maximal effort. */
export interface ScreenQuestion {
  readonly id: ScreenQuestionId;
  readonly question: string;
  /** What a yes means: no test today, or a health professional is asked first. */
  readonly ifYes: 'stop' | 'ask';
  /** Why, in words for the person. */
  readonly reason: string;
}

export const screenQuestionIds = [
  'pain-now',
  'unwell-now',
  'wound',
  'injury',
  'surgery-arm',
  'surgery-eye-belly',
  'blood-pressure',
  'heart',
  'stroke',
  'pregnancy',
  'nerve-joint',
  'bleeding',
  'implant',
  'other',
] as const;

export type ScreenQuestionId = (typeof screenQuestionIds)[number];

/** Version of the questions: stored with the answers. */
export const screenVersion = 1;

/**
 * What is asked before a test. It is a list of usual reasons not to strain, for research and teaching; it is no medical
 * examination, and whoever leads the test decides together with the person.
 */
export const screenQuestions: readonly ScreenQuestion[] = [
  {
    id: 'pain-now',
    question: 'Do you have pain now in your hand, arm, shoulder or neck, or in your chest?',
    ifYes: 'stop',
    reason: 'A strong squeeze can make pain worse.',
  },
  {
    id: 'unwell-now',
    question: 'Do you feel ill, feverish, dizzy or faint now?',
    ifYes: 'stop',
    reason: 'A maximal effort is for days on which you are well.',
  },
  {
    id: 'wound',
    question: 'Is there a wound, a rash or a skin allergy to tape or gel where the electrodes go?',
    ifYes: 'stop',
    reason: 'Electrodes belong on healthy skin; another arm may do.',
  },
  {
    id: 'injury',
    question: 'Have you injured your hand, wrist, arm or shoulder in the last three months?',
    ifYes: 'ask',
    reason: 'An injury that has not healed can be hurt again.',
  },
  {
    id: 'surgery-arm',
    question: 'Have you had surgery of your hand, arm or shoulder in the last twelve months?',
    ifYes: 'ask',
    reason: 'Whoever operated knows when full load is allowed.',
  },
  {
    id: 'surgery-eye-belly',
    question:
      'Have you had surgery of an eye, the belly, the chest or the head, or a hernia, in the last three months?',
    ifYes: 'stop',
    reason: 'Pressing hard raises the pressure in eye, belly and head.',
  },
  {
    id: 'blood-pressure',
    question: 'Do you have high blood pressure that is not under control?',
    ifYes: 'stop',
    reason: 'A long strong grip raises blood pressure further.',
  },
  {
    id: 'heart',
    question: 'Has anybody told you of a disease of your heart or vessels, or an aneurysm?',
    ifYes: 'ask',
    reason: 'A long strong grip is a load for the heart.',
  },
  {
    id: 'stroke',
    question: 'Have you had a stroke, or bleeding or a detached retina in an eye?',
    ifYes: 'ask',
    reason: 'A long strong grip raises blood pressure.',
  },
  {
    id: 'pregnancy',
    question: 'Are you pregnant with complications, or were you told not to strain?',
    ifYes: 'stop',
    reason: 'Straining is then advised against.',
  },
  {
    id: 'nerve-joint',
    question:
      'Do you have a disease of nerves, muscles, joints or bones in that arm, such as carpal tunnel or arthritis?',
    ifYes: 'ask',
    reason: 'It can be made worse, and it changes what the test shows.',
  },
  {
    id: 'bleeding',
    question: 'Do you bleed easily, or take medicine that thins your blood?',
    ifYes: 'ask',
    reason: 'A strong grip can cause bruises.',
  },
  {
    id: 'implant',
    question: 'Do you have a pacemaker or another electronic implant?',
    ifYes: 'ask',
    reason: 'The maker of a sensor may exclude it.',
  },
  {
    id: 'other',
    question: 'Is there any other reason why you should not squeeze as hard as you can?',
    ifYes: 'ask',
    reason: 'You know best.',
  },
];
