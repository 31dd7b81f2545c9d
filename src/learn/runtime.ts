/** Numbers going into or coming out of a session, row by row. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** A model that is loaded and can be run. */
export interface Session {
  /**
   * Runs the model once. `feeds` must hold every input; the answer holds every output. The runtime may hand out arrays
   * that it does not keep, so they can be fed into the next run; it never writes into `feeds`.
   *
   * @throws ModelError when an input is missing or has a wrong shape.
   */
  run(feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, TensorData>>;
  /** Frees the model. The session cannot be used afterwards. */
  release(): Promise<void>;
}

/** What executes ONNX models: onnxruntime-node on a computer, onnxruntime-web in a page. Injected, never imported here. */
export interface Runtime {
  /** Threads it computes with. Results are bit-identical for the same number only. */
  readonly threads: number;
  /**
   * Loads the bytes of an `.onnx` file. `fedWeights` says that its weights are inputs rather than constants: the runtime
   * then need not look for a layout of them in memory that would suit it better.
   *
   * @throws ModelError when the runtime refuses the model.
   */
  create(model: Uint8Array, options?: { readonly fedWeights?: boolean }): Promise<Session>;
}
