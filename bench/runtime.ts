import { nodeRuntime } from '#node';

/** Of ONNX Runtime and of PyTorch alike. */
export const threads = 2;
export const runtime = nodeRuntime({ threads });
