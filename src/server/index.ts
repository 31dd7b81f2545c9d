/** The page and its API over HTTP and WebSocket, for this computer alone. */
export type { JobContext, RunCommand } from './job-handlers.ts';
export { type ProductAnswer, type ProductTask, productAnswer, productOf } from './product.ts';
export type { Product } from './recording-product.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
