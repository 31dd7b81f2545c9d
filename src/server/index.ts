/** The page and its API over HTTP and WebSocket, for this computer alone. */
export type { JobContext, RunCommand } from './job-handlers.ts';
export { type ProductAnswer, productOf, recordingAnswer } from './recording-answer.ts';
export type { Product, ProductTask } from './recording-product.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
