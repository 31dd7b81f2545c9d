/**
 * What page and server share: what can be asked, and what comes back, as one table of routes with a schema for each part;
 * the form of binary messages; and the OpenAPI document made of it. No behaviour.
 */
export { type ApiError, apiErrorSchema, errorStatus } from './api-error.ts';
export { apiPath } from './api-path.ts';
export {
  addressField,
  type ChannelChoice,
  type Devices,
  type OpenedDevice,
  type Wiring,
  wiringSchema,
} from './device-schemas.ts';
export type { Sent, TableRowCells } from './fields.ts';
export { idField, subjectField } from './fields.ts';
export { guardHeader } from './guard-header.ts';
// Files from elsewhere.
export {
  type Import,
  importSchema,
  type Mapping,
  mappingSchema,
  mostUploadBytes,
  type ReadUpload,
  readUploadSchema,
  type Upload,
} from './import-schemas.ts';
// Long work.
export { type Job, type JobKind, jobMessageSchema, type StartJob, startJobSchema } from './job-schemas.ts';
// A running test.
export {
  type ColumnsHead,
  columnsHeadSchema,
  commandSchema,
  fromPageSchema,
  fromServerSchema,
  type LiveMessage,
  type LiveState,
  type PageMessage,
  type SentCommand,
  type SignalHead,
  type StartTest,
  signalHeadSchema,
  startTestSchema,
} from './live-schemas.ts';
export type { ListedModel, Models } from './model-schemas.ts';
export { openApiDocument } from './open-api.ts';
export { type PackedFloats, packFloats, unpackFloats } from './packed-floats.ts';
export { type Answers, answersSchema, type BeforeTest, type Facts, type KnownAnswers } from './people-schemas.ts';
export type { ListedProtocol } from './protocol-schemas.ts';
export type {
  ExplanationHead,
  RecordingInfo,
  Segments,
  SpectrogramHead,
  StretchHead,
} from './recording-schemas.ts';
export { segmentsSchema } from './recording-schemas.ts';
// The table.
export type { Answer, Route } from './route.ts';
export type { AnswerOf, BodyOf, ParamsOf, QueryOf, TakenQuery } from './route-types.ts';
export { type RouteId, type Routes, routes } from './routes.ts';
export type { Person, RecordingEntry, SessionEntry, StudyInfo, Withdrawal } from './study-schemas.ts';
export { type SentView, sessionViewSchema } from './view-schema.ts';
