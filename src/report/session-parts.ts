import type { Issue } from '#base';
import type {
  CourseChange,
  CourseTrend,
  HandsCompared,
  JasaPlane,
  LabelledLoss,
  LossInterval,
  Reliability,
  RestedMvc,
  SegmentIndex,
  StrengthChange,
  StrengthTest,
} from '#fatigue';
import type { Segment, SegmentKind } from '#recording';
import type { State } from '#study';

/** A maximal squeeze of a guided test. */
export interface SessionTrial {
  readonly file: string;
  /** After the begin of the session's first recording (min). */
  readonly minutes: number | null;
  /** In the unit of the force. */
  readonly value: number;
  /** Of the rested maximum (%); null where there is none. */
  readonly percent: number | null;
  readonly phase: 'rested' | 'task' | 'recovery';
  readonly isAccepted: boolean;
  /** What is wrong with it, in words; empty where nothing is. */
  readonly faults: readonly string[];
}

/** The strength of a session by its force channel. */
export interface SessionStrength {
  readonly unit: StrengthTest['unit'];
  readonly rested: RestedMvc;
  readonly trials: readonly SessionTrial[];
  /** The last accepted squeeze of the task, with its loss; null where no task took place or nothing is to be counted from. */
  readonly loss: (LabelledLoss & { readonly value: number; readonly certainty: LossInterval | null }) | null;
  /** Fall of the task's squeezes (% of the rested maximum per minute), positive for a fall; null for fewer than two. */
  readonly decline: { readonly percentPerMin: number; readonly interval: readonly [number, number] | null } | null;
  readonly recovery: readonly { readonly minutes: number | null; readonly ratio: number | null }[];
  /** The rule of the label in words. */
  readonly rule: string;
  readonly norms: StrengthTest['norms'];
  /** Mean force of the holds before and after the task; null where one is missing. */
  readonly holdForces: { readonly fresh: number; readonly fatigued: number } | null;
}

/** A course of an index in one contraction, with its trend. */
export interface SessionCourse {
  readonly timesS: readonly number[];
  readonly values: readonly number[];
  readonly trend: CourseTrend | null;
  /** The fitted line at the first and last epoch, and the lines through its middle with the limits of its slope. */
  readonly band: {
    readonly timesS: readonly [number, number];
    readonly mid: readonly [number, number];
    readonly low: readonly [number, number];
    readonly high: readonly [number, number];
  } | null;
}

/** One contraction of a session. */
export interface SessionEffort {
  readonly file: string;
  readonly name: string;
  readonly kind: SegmentKind;
  readonly startS: number;
  readonly endS: number;
  /** Its middle, after the begin of the session's first recording (min). */
  readonly minutes: number | null;
  /** Means over the contraction; null where its quality allows none. */
  readonly mdfHz: number | null;
  readonly rmsMv: number | null;
  readonly windows: { readonly n: number; readonly nBad: number };
  readonly mdf: SessionCourse;
  readonly rms: SessionCourse;
  readonly jasa: JasaPlane | null;
}

/** One recording of a session as its signal was read. */
export interface RecordingSignal {
  readonly file: string;
  readonly name: string;
  readonly state: State | null;
  readonly channel: string;
  readonly unit: string;
  readonly fs: number;
  readonly durationS: number;
  readonly sha256: string;
  readonly segments: readonly Segment[];
  /** Whether limits were given: by the cues of the test, or by hand. */
  readonly limits: 'found' | 'cues' | 'hand';
  readonly indices: readonly SegmentIndex[];
  readonly efforts: readonly SessionEffort[];
  readonly lostSamples: number;
  readonly issues: readonly Issue[];
  /** Why nothing was measured; null where something was. */
  readonly refused: string | null;
}

/** A change of an index from the fresh to the fatigued recording. */
export interface SignalChange extends CourseChange {
  readonly id: 'MDF' | 'RMS';
  readonly segment: 'hold' | 'mvc';
  readonly unit: string;
}

/** What a model said of one recording. */
export interface SessionJudgement {
  readonly file: string;
  /** Of a fatigued muscle; null where it could not say. */
  readonly probability: number | null;
  readonly verdict: 'fresh' | 'fatigued' | 'undecided' | null;
  /** Of the crops of the squeeze, 10 and 90 %: spread within the squeeze. */
  readonly crops: { readonly low: number; readonly high: number; readonly n: number } | null;
  readonly reason: string | null;
}

/** A model with what is known of how often it is right. */
export interface SessionModel {
  readonly id: string;
  readonly isOfSimulated: boolean;
  /** Text of its card; null where it tells nothing. */
  readonly results: string | null;
  /** Recordings of people it had never seen; null where nobody counted. */
  readonly known: { readonly right: number; readonly n: number; readonly people: number } | null;
}

/** What the classifier says. */
export interface SessionClassifier {
  readonly model: SessionModel;
  readonly judgements: readonly (SessionJudgement & { readonly state: State | null })[];
}

/** One measure of a person over the sessions, in units of what can be detected. */
export interface HistoryMeasure {
  readonly id: 'rested_mvc' | 'mvc_loss';
  readonly unit: string;
  readonly now: number | null;
  readonly points: readonly {
    readonly session: string;
    readonly date: string | null;
    readonly value: number;
    readonly isThis: boolean;
  }[];
  /** Since the session before; null where there is none. */
  readonly change: StrengthChange | null;
  /** Of the people of this study; null where too few came twice. */
  readonly reliability: Reliability | null;
}

/** The same person in other sessions. */
export interface SessionHistory {
  readonly hand: 'left' | 'right' | null;
  readonly measures: readonly HistoryMeasure[];
  readonly hands: HandsCompared | null;
  /** Session of the other hand. */
  readonly otherSession: string | null;
  /** People who came twice with the same hand and protocol: what an error of measurement is taken from. */
  readonly nRepeated: number;
}

/** Why a verdict is as sure as it is. */
export type ReasonCode =
  | 'no-force'
  | 'no-rested'
  | 'no-task'
  | 'loss-sure'
  | 'loss-unsure'
  | 'loss-no-interval'
  | 'signal-agrees'
  | 'signal-silent'
  | 'signal-contradicts'
  | 'signal-missing'
  | 'model-agrees'
  | 'model-undecided'
  | 'model-contradicts'
  | 'model-of-simulated'
  | 'model-missing'
  | 'unequal-holds'
  | 'poor-quality';

/** What a session says of the muscle, and how surely. */
export interface SessionVerdict {
  /** `not told` where no force was measured or there was no task. */
  readonly word: 'fatigued' | 'fresh' | 'grey' | 'not told';
  readonly certainty: 'good' | 'moderate' | 'poor' | null;
  readonly reasons: readonly ReasonCode[];
}

/** What was left out of the numbers. */
export interface SessionQuality {
  readonly windows: number;
  readonly excluded: number;
  readonly lostSamples: number;
  readonly grave: number;
  readonly issues: readonly Issue[];
}

/** A guided test in numbers and words: what a report, a page and `session --json` are made of. */
export interface SessionSummary {
  readonly kind: 'myofade session summary';
  readonly simulated: boolean;
  readonly study: string;
  readonly subject: string;
  readonly session: string;
  readonly startedAt: string | null;
  readonly protocol: string | null;
  readonly device: string | null;
  readonly ended: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly headline: string;
  readonly verdict: SessionVerdict;
  readonly strength: SessionStrength | null;
  /** Why there is no strength. */
  readonly noStrength: string | null;
  readonly recordings: readonly RecordingSignal[];
  readonly changes: readonly SignalChange[];
  readonly classifier: SessionClassifier | null;
  readonly quality: SessionQuality;
  readonly history: SessionHistory;
  readonly methods: string;
  readonly statements: readonly string[];
  readonly software: string | null;
}
