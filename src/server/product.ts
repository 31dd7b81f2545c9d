import { type ErrorCode, MyofadeError } from '#base';
import { type Product, type RecordingTask, recordingProduct } from './recording-product.ts';
import { type SessionTask, sessionProduct } from './session-product.ts';

/** Something to be made of a recording, or of a guided test. */
export type ProductTask = RecordingTask | SessionTask;

/** Makes it; in a worker thread, since it takes its time. */
export function makeProduct(task: ProductTask): Promise<Product> {
  return 'session' in task ? sessionProduct(task) : recordingProduct(task);
}

/** A product, or why there is none: what a worker thread throws arrives without its class. */
export type ProductAnswer =
  | { readonly product: Product }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string; readonly fix: string } };

/** {@link makeProduct} for worker threads. */
export async function productAnswer(task: ProductTask): Promise<ProductAnswer> {
  try {
    return { product: await makeProduct(task) };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    const { code, message, fix } = error;
    return { refused: { code, message, fix } };
  }
}

/** What a worker thread answered. @throws MyofadeError where it refused. */
export function productOf(answer: ProductAnswer): Product {
  if ('product' in answer) return answer.product;
  const { code, message, fix } = answer.refused;
  throw new MyofadeError(code, message, fix);
}
