import { webRuntime } from '#web';
import { probabilitiesOf, type TrainingRun, trainingRun } from './training-run.ts';

/** What the page offers to the test that opened it. */
export interface TrainingPage {
  /** `filesUrl` has onnxruntime-web's files. */
  train(threads: number, filesUrl: string): Promise<TrainingRun>;
  apply(threads: number, filesUrl: string, onnx: readonly number[]): Promise<number[]>;
}

const page: TrainingPage = {
  train: (threads, filesUrl) => trainingRun(webRuntime({ threads, filesUrl })),
  apply: (threads, filesUrl, onnx) => probabilitiesOf(webRuntime({ threads, filesUrl }), Uint8Array.from(onnx)),
};
Object.assign(globalThis, { trainingPage: page });
