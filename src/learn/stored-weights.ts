import { FormatError } from '#base';
import { readOnnxIdentities, readOnnxTensors } from './onnx-reader.ts';
import { parameterNames, type Weights } from './parameters.ts';
import { readSafetensors } from './safetensors.ts';

/** Whether the bytes begin as a safetensors file does: a length that the file can hold, and an opening brace. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  return length <= bytes.length - 8;
}

/** @throws FormatError when a tensor that is no float is called as a parameter is; counters and indices may be of any type. */
function requireFloat(name: string, type: string, where: string): void {
  if (!parameterNames.test(name)) return;
  throw new FormatError(
    `Tensor '${name}' must be float32, float64, float16 or bfloat16, the file has ${type} — ${where}.`,
    'Export the weights as floats: a quantised model cannot be trained further.',
  );
}

/** The float constants of an ONNX file, as float32; PyTorch stores equal tensors once and gives the others as copies of it. */
function onnxWeights(bytes: Uint8Array): Weights {
  const found = new Map<string, Weights[string]>();
  const { constants, others } = readOnnxTensors(bytes);
  for (const { name, type } of others) requireFloat(name, type, 'ONNX file');
  for (const { name, shape, data } of constants) {
    if (data instanceof Float32Array) found.set(name, { shape, data });
  }
  for (const { from, to } of readOnnxIdentities(bytes)) {
    const original = found.get(from);
    if (original !== undefined && !found.has(to)) found.set(to, original);
  }
  return Object.fromEntries(found);
}

/**
 * The float tensors of a `.safetensors` file, or the initialisers of an `.onnx` file, by name.
 *
 * @throws FormatError when the bytes are neither, or damaged, a parameter is no float, or its values lie in another file.
 */
export function readStoredWeights(bytes: Uint8Array): Weights {
  if (looksLikeSafetensors(bytes)) {
    const { weights, others } = readSafetensors(bytes);
    for (const [name, type] of Object.entries(others)) requireFloat(name, type, 'safetensors file');
    return weights;
  }
  if (bytes[0] === 0x08) return onnxWeights(bytes);
  throw new FormatError(
    'The file is neither safetensors nor ONNX — file of weights.',
    'Save the weights as .safetensors; a PyTorch .pt or .pth file can run any code, so it is not read.',
  );
}
