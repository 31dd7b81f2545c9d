import { type ErrorCode, MyofadeError } from '#base';
import { type Product, type ProductTask, recordingProduct } from './recording-product.ts';

/** A product, or why there is none: what a worker thread throws arrives without its class. */
export type ProductAnswer =
  | { readonly product: Product }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string; readonly fix: string } };

/** {@link recordingProduct} for worker threads. */
export async function recordingAnswer(task: ProductTask): Promise<ProductAnswer> {
  try {
    return { product: await recordingProduct(task) };
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
