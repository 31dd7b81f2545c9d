/** Errors, issues, checks, seeded randomness, digests, progress: what every layer speaks. */
export { requireFinite, requireOneOf, requirePositive, requireSamples, requireWhole } from './checks.ts';
export { canonicalJson, digestOf, type Json, sha256Hex } from './digest.ts';
export {
  ArgumentError,
  CancelledError,
  type ErrorCode,
  FormatError,
  ModelError,
  MyofadeError,
  StudyError,
  UnsupportedError,
} from './errors.ts';
export { type Issue, type IssueCode, issue, issueCatalogue, type Severity, type Where } from './issues.ts';
export { once } from './once.ts';
export { type Progress, type Speed, stopIfCancelled, type WorkContext } from './progress.ts';
export { type Random, type RandomState, restoredRandom, seededRandom } from './random.ts';
