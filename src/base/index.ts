/** Errors, issues, checks, seeded randomness, digests, progress: what every layer speaks. */
export { requireFinite, requireOneOf, requirePositive, requireSamples, requireWhole } from './checks.ts';
export type { Clock } from './clock.ts';
export { canonicalJson, digestOf, type Json, sha256Hex } from './digest.ts';
export {
  ArgumentError,
  CancelledError,
  DeviceError,
  type ErrorCode,
  FormatError,
  ModelError,
  MyofadeError,
  StudyError,
  UnsupportedError,
} from './errors.ts';
export { type Issue, type IssueCode, issue, issueCatalogue, type Severity, type Where } from './issues.ts';
export { type ManualClock, manualClock } from './manual-clock.ts';
export { once } from './once.ts';
export { type Progress, type Speed, stopIfCancelled, type WorkContext } from './progress.ts';
export { type Random, type RandomState, restoredRandom, seededRandom } from './random.ts';
