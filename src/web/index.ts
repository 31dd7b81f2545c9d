/** What needs a browser: the ONNX runtime of a page. */
export { type WebRuntimeOptions, webRuntime } from './onnx-runtime.ts';
