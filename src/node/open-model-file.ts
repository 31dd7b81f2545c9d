import { MyofadeError } from '#base';
import { type OpenModel, openModel } from '#model';
import { readBytes } from './files.ts';
import { nodeRuntime } from './onnx-runtime.ts';
import { shippedModel, shippedModelFile } from './shipped-model.ts';

/**
 * Opens the model in a file, or the shipped one.
 *
 * @param name how a message calls the file.
 * @throws MyofadeError that names the file, when it is not there or not a model of ours.
 */
export async function openModelFile(path?: string, name = path ?? shippedModelFile): Promise<OpenModel> {
  const bytes = path === undefined ? shippedModel() : await readBytes(path);
  try {
    return await openModel(nodeRuntime({ threads: 1 }), bytes);
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    throw new MyofadeError(error.code, `Cannot use the model ${name}: ${error.message}`, error.fix, { cause: error });
  }
}
